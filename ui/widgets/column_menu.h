// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QHeaderView;
class QPoint;

namespace athena::ui {

/// Opens a menu of a table's columns, each shown or hidden by its entry; column 0 always stays.
void openColumnMenu(QHeaderView* header, const QPoint& globalPosition);

/// Opens it on a right click on the header.
void addColumnMenu(QHeaderView* header);

}  // namespace athena::ui
