// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon_label.h"

#include <QPainter>

namespace athena::ui {

void IconLabel::setIcon(const QIcon& icon) {
  m_icon = icon;
  update();
}

void IconLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  m_icon.paint(&painter, rect());
}

}  // namespace athena::ui
