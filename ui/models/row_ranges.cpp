// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_ranges.h"

namespace athena::ui {

QItemSelection rowRanges(const QModelIndexList& rows, int columns) {
  QItemSelection selection;
  qsizetype begin = 0;
  for (qsizetype end = 1; end <= rows.size(); ++end) {
    const bool goesOn = end < rows.size() && rows[end].row() == rows[end - 1].row() + 1 &&
                        rows[end].parent() == rows[end - 1].parent();
    if (goesOn) continue;
    selection.append(QItemSelectionRange(rows[begin], rows[end - 1].siblingAtColumn(columns - 1)));
    begin = end;
  }
  return selection;
}

}  // namespace athena::ui
