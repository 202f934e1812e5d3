// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QStringList>

namespace athena::ui::test {

/// A line per row, indented by its depth, with the texts of some columns.
inline QStringList printTree(const QAbstractItemModel& model, const QList<int>& columns,
                             const QModelIndex& parent = {}, int depth = 0) {
  QStringList lines;
  for (int row = 0; row < model.rowCount(parent); ++row) {
    QStringList cells;
    for (int column : columns) cells << model.index(row, column, parent).data().toString();
    lines << QString(depth * 2, QLatin1Char(' ')) + cells.join(QStringLiteral(" | "));
    lines += printTree(model, columns, model.index(row, 0, parent), depth + 1);
  }
  return lines;
}

}  // namespace athena::ui::test
