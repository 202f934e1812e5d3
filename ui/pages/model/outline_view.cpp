// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model/outline_view.h"

#include <QHeaderView>

#include "ui/document/workbench_document.h"
#include "ui/models/outline_model.h"
#include "ui/models/row_ranges.h"
#include "ui/widgets/outline_delegate.h"

namespace athena::ui {

OutlineView::OutlineView(WorkbenchDocument& document, QWidget* parent)
    : QTreeView(parent), m_document(document), m_outline(new OutlineModel(document, this)) {
  setModel(m_outline);
  setItemDelegate(new OutlineDelegate(this));
  setUniformRowHeights(true);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setFrameShape(QFrame::NoFrame);
  setIndentation(16);
  setTextElideMode(Qt::ElideMiddle);
  setAccessibleName(tr("Outline of the graph"));
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(OutlineModel::NameColumn, QHeaderView::Stretch);
  header()->setSectionResizeMode(OutlineModel::OpColumn, QHeaderView::Interactive);
  const int letter = fontMetrics().averageCharWidth();
  setColumnWidth(OutlineModel::OpColumn, 24 * letter);
  setColumnWidth(OutlineModel::SchemeColumn, 24 * letter);
  connect(m_outline, &QAbstractItemModel::modelReset, this, &QTreeView::expandAll);
  connect(&m_document, &WorkbenchDocument::layerSelectionChanged, this, &OutlineView::showSelection);
  expandAll();
}

void OutlineView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  QTreeView::selectionChanged(selected, deselected);
  if (m_selecting) return;
  QStringList layers;
  for (const QModelIndex& row : selectionModel()->selectedRows())
    layers += row.data(OutlineModel::LayersRole).toStringList();
  layers.removeDuplicates();
  m_selecting = true;
  m_document.selectLayers(layers);
  m_selecting = false;
}

void OutlineView::showEvent(QShowEvent* event) {
  QTreeView::showEvent(event);
  showSelection();
}

void OutlineView::showSelection() {
  if (m_selecting || !isVisible()) return;
  m_selecting = true;
  const QModelIndexList rows = m_outline->indexesOf(m_document.selectedLayers());
  selectionModel()->select(rowRanges(rows, OutlineModel::ColumnCount), QItemSelectionModel::ClearAndSelect);
  if (!rows.isEmpty()) scrollTo(rows.front());
  m_selecting = false;
}

}  // namespace athena::ui
