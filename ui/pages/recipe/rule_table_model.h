// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>

#include "athena/types/recipe.h"

namespace athena::ui {

class WorkbenchDocument;

/// The rules of one step, edited in place; each edit is a step of undo.
class RuleTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { LayersColumn, KindsColumn, MethodColumn, ParametersColumn, ServesColumn, ColumnCount };

  RuleTableModel(WorkbenchDocument& document, std::size_t step, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  void addRule();
  void removeRule(int row);
  void moveRule(int from, int to);
  void setParameters(int row, const Parameters& parameters);
  const Rule* rule(int row) const;
  std::string verb() const { return m_step.verb; }

 private:
  void recipeChanged();
  void apply(Step step, const QString& text, int merge = 0);
  QString text(const Rule& rule, int column) const;
  int served(const Rule& rule) const;

  WorkbenchDocument& m_document;
  const std::size_t m_index;
  Step m_step;  // as last shown
};

}  // namespace athena::ui
