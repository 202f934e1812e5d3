// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/share_bar_delegate.h"

#include <QPainter>

namespace athena::ui {

void paintShareBar(QPainter* painter, const QStyleOptionViewItem& option, double share) {
  const bool selected = option.state & QStyle::State_Selected;
  QColor color = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight);
  QRect groove = option.rect.adjusted(4, 0, -4, -2);
  groove.setTop(groove.bottom() - 2);
  color.setAlphaF(0.15F);
  painter->fillRect(groove, color);
  const int width = qMax(share > 0 ? 1 : 0, int(groove.width() * qBound(0.0, share, 1.0)));
  color.setAlphaF(0.7F);
  painter->fillRect(QRect(groove.topLeft(), QSize(width, groove.height())), color);
}

void ShareBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  if (const QVariant share = index.data(m_role); share.isValid())
    paintShareBar(painter, option, share.toDouble());
}

}  // namespace athena::ui
