// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/outline_delegate.h"

#include "ui/models/outline_model.h"
#include "ui/style/scheme_style.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr float kGround = 0.18F;  // of the colour: the text on it keeps its contrast

}  // namespace

void OutlineDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  const QString scheme = index.siblingAtColumn(OutlineModel::SchemeColumn).data().toString();
  const SchemeFamily family = familyOf(scheme);
  if (!scheme.isEmpty() && family != SchemeFamily::Fp32) {
    QColor ground = schemeColor(family);
    ground.setAlphaF(kGround);
    option->backgroundBrush = ground;
  } else if (index.column() != OutlineModel::NameColumn) {
    option->palette.setColor(QPalette::Text, mutedText(option->palette));
  }
}

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  size.setHeight(option.fontMetrics.height() + 6);
  return size;
}

}  // namespace athena::ui
