// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTableView>

#include "ui/models/results_model.h"

namespace athena::ui {

/// The results as a table in which one row is current and several can be selected.
class ResultsView : public QTableView {
  Q_OBJECT

 public:
  explicit ResultsView(ResultsModel& model, QWidget* parent = nullptr);

  ResultsFilter& filter() { return m_filter; }
  /// Ids of the selected rows from top to bottom, the current one first; with the original where it is.
  QList<qint64> selectedIds() const;
  void selectId(qint64 id, Qt::KeyboardModifiers modifiers = {});
  void editCell(qint64 id, ResultsModel::Column column);
  /// How a person has arranged the columns, here or in a window before; empty: they are as wide as they must
  /// be, and follow the results.
  QByteArray columns() const;
  void restoreColumns(const QByteArray& columns);

 Q_SIGNALS:
  void selectedIdsChanged();

 protected:
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

 private:
  void fitColumns();
  int lastColumn() const;  // takes what room is left, so its width is nobody's choice
  ResultsFilter m_filter;
  bool m_arranged = false;  // the columns, by a person
  bool m_fitting = false;
};

}  // namespace athena::ui
