// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column_menu.h"

#include <QHeaderView>
#include <QMenu>

namespace athena::ui {

void openColumnMenu(QHeaderView* header, const QPoint& globalPosition) {
  auto* menu = new QMenu(header);
  menu->setObjectName(QStringLiteral("columnMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (int visual = 0; visual < header->count(); ++visual) {
    const int column = header->logicalIndex(visual);
    if (column == 0) continue;
    QAction* action = menu->addAction(header->model()->headerData(column, Qt::Horizontal).toString());
    action->setCheckable(true);
    action->setChecked(!header->isSectionHidden(column));
    QObject::connect(action, &QAction::toggled, header, [header, column](bool shown) {
      header->setSectionHidden(column, !shown);
      if (shown) header->resizeSection(column, header->sectionSizeHint(column));
    });
  }
  menu->popup(globalPosition);
}

void addColumnMenu(QHeaderView* header) {
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  QObject::connect(header, &QWidget::customContextMenuRequested, header, [header](const QPoint& position) {
    openColumnMenu(header, header->mapToGlobal(position));
  });
}

}  // namespace athena::ui
