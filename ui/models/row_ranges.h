// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QItemSelection>

namespace athena::ui {

/// Whole rows, given by their first cells, as a selection. Neighbours that follow each other are one range:
/// a selection takes time with the square of its ranges.
QItemSelection rowRanges(const QModelIndexList& rows, int columns);

}  // namespace athena::ui
