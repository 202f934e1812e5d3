// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_filter_model.h"

#include "ui/models/layer_tree_model.h"

namespace athena::ui {

LayerFilterModel::LayerFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
  setRecursiveFilteringEnabled(true);
  setSortRole(LayerTreeModel::SortRole);
}

void LayerFilterModel::setText(const QString& text) {
  m_text = text.trimmed();
  invalidateFilter();
}

void LayerFilterModel::setKind(const QString& kind) {
  m_kind = kind;
  invalidateFilter();
}

bool LayerFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QModelIndex index = sourceModel()->index(row, LayerTreeModel::NameColumn, parent);
  const QString kind = index.data(LayerTreeModel::KindRole).toString();
  if (kind.isEmpty()) return false;  // a module: shown where a layer below it is
  if (!m_kind.isEmpty() && kind != m_kind) return false;
  // A layer's own path is the first of its row's.
  const QString path = index.data(LayerTreeModel::PathsRole).toStringList().value(0);
  return path.contains(m_text, Qt::CaseInsensitive);
}

}  // namespace athena::ui
