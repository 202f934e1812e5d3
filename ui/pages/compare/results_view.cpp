// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/results_view.h"

#include <QHeaderView>
#include <algorithm>

#include "ui/widgets/column_menu.h"

namespace athena::ui {

ResultsView::ResultsView(ResultsModel& model, QWidget* parent) : QTableView(parent), m_filter(model) {
  setModel(&m_filter);
  setSortingEnabled(true);
  sortByColumn(-1, Qt::AscendingOrder);  // as they were made, until a header is clicked
  setSelectionBehavior(SelectRows);
  setSelectionMode(ExtendedSelection);
  setEditTriggers(EditKeyPressed);
  setAlternatingRowColors(true);
  setShowGrid(false);
  setWordWrap(false);
  setTabKeyNavigation(false);
  setTextElideMode(Qt::ElideMiddle);
  setIconSize(QSize(14, 14));
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setSectionsMovable(true);
  horizontalHeader()->setStretchLastSection(true);
  // What decides comes first, so that it is in sight where the window is narrow.
  int place = 0;
  for (int column : {ResultsModel::Name, ResultsModel::AccuracyColumn, ResultsModel::Delta,
                     ResultsModel::Size, ResultsModel::Ratio, ResultsModel::Time, ResultsModel::Speedup})
    horizontalHeader()->moveSection(horizontalHeader()->visualIndex(column), place++);
  addColumnMenu(horizontalHeader());
  connect(horizontalHeader(), &QHeaderView::sectionMoved, this, [this] { m_arranged = true; });
  connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column, int before, int now) {
    const bool shownOrHidden = before == 0 || now == 0;
    m_arranged = m_arranged || (!m_fitting && (shownOrHidden || column != lastColumn()));
  });
  connect(&m_filter, &QAbstractItemModel::modelReset, this, &ResultsView::fitColumns);
  fitColumns();
}

void ResultsView::fitColumns() {
  if (m_arranged) return;
  m_fitting = true;
  const int letter = fontMetrics().averageCharWidth();
  resizeColumnsToContents();
  // The best row is bold, and may become so at any time.
  for (int column = 0; column < ResultsModel::ColumnCount; ++column)
    setColumnWidth(column, columnWidth(column) + 2 * letter);
  setColumnWidth(ResultsModel::Name, std::clamp(columnWidth(ResultsModel::Name), 12 * letter, 26 * letter));
  setColumnWidth(ResultsModel::Schemes, std::min(columnWidth(ResultsModel::Schemes), 30 * letter));
  m_fitting = false;
}

int ResultsView::lastColumn() const {
  int place = ResultsModel::ColumnCount - 1;
  while (place > 0 && horizontalHeader()->isSectionHidden(horizontalHeader()->logicalIndex(place))) --place;
  return horizontalHeader()->logicalIndex(place);
}

QByteArray ResultsView::columns() const {
  return m_arranged ? horizontalHeader()->saveState() : QByteArray();
}

void ResultsView::restoreColumns(const QByteArray& columns) {
  m_arranged = horizontalHeader()->restoreState(columns);
}

QList<qint64> ResultsView::selectedIds() const {
  QModelIndexList rows = selectionModel()->selectedRows();
  std::sort(rows.begin(), rows.end(), [this](const QModelIndex& a, const QModelIndex& b) {
    const bool first = a.row() == currentIndex().row(), second = b.row() == currentIndex().row();
    return first != second ? first : a.row() < b.row();
  });
  QList<qint64> ids;
  for (const QModelIndex& row : rows) ids.append(m_filter.idAt(row));
  return ids;
}

void ResultsView::selectId(qint64 id, Qt::KeyboardModifiers modifiers) {
  const QModelIndex index = m_filter.indexOf(id);
  if (!index.isValid()) return;
  const auto how = modifiers & (Qt::ControlModifier | Qt::ShiftModifier)
                       ? QItemSelectionModel::Toggle
                       : QItemSelectionModel::ClearAndSelect;
  selectionModel()->setCurrentIndex(index, how | QItemSelectionModel::Rows);
  scrollTo(index);
}

void ResultsView::editCell(qint64 id, ResultsModel::Column column) {
  const QModelIndex index = m_filter.indexOf(id);
  if (index.isValid()) edit(index.siblingAtColumn(column));
}

void ResultsView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  QTableView::selectionChanged(selected, deselected);
  Q_EMIT selectedIdsChanged();
}

void ResultsView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  Q_EMIT selectedIdsChanged();
}

}  // namespace athena::ui
