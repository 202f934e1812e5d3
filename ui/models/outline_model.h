// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <memory>

#include "ui/models/outline_node.h"

namespace athena::ui {

class WorkbenchDocument;

/// The open model's graph in outline: its methods, their blocks of control flow, nested, and the ops that use
/// a layer's weight, each with what the recipe does to that layer.
class OutlineModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column { NameColumn, OpColumn, SchemeColumn, ColumnCount };
  enum Role { LayersRole = Qt::UserRole };  // QStringList: the layer of a row, or those below it

  explicit OutlineModel(WorkbenchDocument& document, QObject* parent = nullptr);
  ~OutlineModel() override;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  /// Every row that uses one of these layers, in the first column.
  QModelIndexList indexesOf(const QStringList& layers) const;

 private:
  void rebuild();
  void refresh(const QModelIndex& parent);
  const OutlineNode& node(const QModelIndex& index) const;
  QString scheme(const OutlineNode& node) const;
  QVariant text(const OutlineNode& node, int column) const;
  QVariant icon(const OutlineNode& node, int column) const;
  QString tip(const OutlineNode& node) const;

  WorkbenchDocument& m_document;
  std::unique_ptr<OutlineNode> m_root;
};

}  // namespace athena::ui
