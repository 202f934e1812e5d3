// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/layer_cell_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/models/layer_tree_model.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr int kArrowWidth = 14;

bool isChoice(const QModelIndex& index) {
  return (index.column() == LayerTreeModel::SchemeColumn || index.column() == LayerTreeModel::PruneColumn) &&
         index.data(LayerTreeModel::CompressibleRole).toBool();
}

void paintShare(QPainter* painter, const QStyleOptionViewItem& option, double share) {
  const QRect room = option.rect.adjusted(4, 0, -4, -2);
  const int width = qMax(share > 0 ? 1 : 0, int(room.width() * qBound(0.0, share, 1.0)));
  QColor color = option.palette.color(QPalette::Highlight);
  if (option.state & QStyle::State_Selected) color = option.palette.color(QPalette::HighlightedText);
  color.setAlphaF(0.55F);
  painter->fillRect(QRect(room.right() - width + 1, room.bottom() - 1, width, 2), color);
}

void paintArrow(QPainter* painter, const QStyleOptionViewItem& option) {
  const bool selected = option.state & QStyle::State_Selected;
  QColor color = selected ? option.palette.color(QPalette::HighlightedText) : mutedText(option.palette);
  const QPointF center(option.rect.right() - kArrowWidth / 2.0, option.rect.center().y() + 1.0);
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(color, 1.4));
  painter->drawPolyline(
      QPolygonF({center + QPointF(-3, -1.5), center + QPointF(0, 1.5), center + QPointF(3, -1.5)}));
}

}  // namespace

void LayerCellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  option->font = index.column() > LayerTreeModel::KindColumn ? figureFont(option->font) : option->font;
  // The end of a scheme tells it from its like: "int4-weight:g=64".
  if (index.column() == LayerTreeModel::SchemeColumn) option->textElideMode = Qt::ElideMiddle;
  const bool muted = index.data(LayerTreeModel::PredictionRole).toBool() ||
                     !index.data(LayerTreeModel::CompressibleRole).toBool() ||
                     index.column() == LayerTreeModel::KindColumn ||
                     index.column() == LayerTreeModel::ShapeColumn;
  if (muted) option->palette.setColor(QPalette::Text, mutedText(option->palette));
}

void LayerCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
  QStyleOptionViewItem cell = option;
  initStyleOption(&cell, index);
  const QWidget* widget = option.widget;
  QStyle* style = widget ? widget->style() : QApplication::style();
  painter->save();
  if (isChoice(index)) {
    // The background of the whole cell, the text left of the arrow.
    const QString text = std::exchange(cell.text, {});
    const QIcon icon = std::exchange(cell.icon, {});
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);
    cell.text = text;
    cell.icon = icon;
    cell.backgroundBrush = {};
    cell.rect.setRight(cell.rect.right() - kArrowWidth);
    cell.state &= ~QStyle::State_HasFocus;
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);
    paintArrow(painter, option);
  } else {
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);
    const QVariant share = index.data(LayerTreeModel::ShareRole);
    if (share.isValid()) paintShare(painter, option, share.toDouble());
  }
  painter->restore();
}

QSize LayerCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  size.setHeight(qMax(size.height() + 4, option.fontMetrics.height() + 8));
  if (isChoice(index)) size.rwidth() += kArrowWidth;
  return size;
}

}  // namespace athena::ui
