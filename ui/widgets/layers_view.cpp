// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/layers_view.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/models/layer_tree_model.h"

namespace athena::ui {
namespace {

bool isChoice(const QModelIndex& index) {
  return (index.column() == LayerTreeModel::SchemeColumn || index.column() == LayerTreeModel::PruneColumn) &&
         index.data(LayerTreeModel::CompressibleRole).toBool();
}

}  // namespace

LayersView::LayersView(QWidget* parent) : QTreeView(parent) {
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setUniformRowHeights(true);
  setAllColumnsShowFocus(false);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setIndentation(12);
}

QStringList LayersView::selectedLayers() const {
  QStringList layers;
  for (const QModelIndex& row : selectionModel()->selectedRows()) {
    layers += row.data(LayerTreeModel::PathsRole).toStringList();
  }
  layers.removeDuplicates();  // a module and a layer in it may both be selected
  return layers;
}

QStringList LayersView::layersFor(const QModelIndex& index) const {
  const QModelIndex row = index.siblingAtColumn(0);
  return selectionModel()->isSelected(row) ? selectedLayers()
                                           : row.data(LayerTreeModel::PathsRole).toStringList();
}

QItemSelectionModel::SelectionFlags LayersView::selectionCommand(const QModelIndex& index,
                                                                 const QEvent* event) const {
  // A choice in a selected row is for the selection, so the click must leave it.
  const bool plainMouse =
      event && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease) &&
      static_cast<const QMouseEvent*>(event)->modifiers() == Qt::NoModifier;
  if (plainMouse && isChoice(index) && selectionModel()->isSelected(index))
    return QItemSelectionModel::NoUpdate;
  return QTreeView::selectionCommand(index, event);
}

void LayersView::mouseReleaseEvent(QMouseEvent* event) {
  QTreeView::mouseReleaseEvent(event);
  const QModelIndex index = indexAt(event->position().toPoint());
  if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && isChoice(index)) {
    Q_EMIT choose(index);
  }
}

void LayersView::keyPressEvent(QKeyEvent* event) {
  const bool opens =
      event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F4;
  const QModelIndex current = currentIndex();
  if (opens && current.isValid()) {
    const QModelIndex cell =
        isChoice(current) ? current : current.siblingAtColumn(LayerTreeModel::SchemeColumn);
    if (isChoice(cell)) {
      Q_EMIT choose(cell);
      return;
    }
  }
  QTreeView::keyPressEvent(event);
}

}  // namespace athena::ui
