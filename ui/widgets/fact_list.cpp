// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fact_list.h"

#include <QGridLayout>

#include "ui/style/style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {

namespace {

QLabel* makeValue(const QString& value, bool predicted) {
  // One long word, a path or a kernel's name, would keep a narrow panel from being narrow.
  if (!predicted && !value.contains(QLatin1Char(' '))) return new ElidedLabel(value);
  QLabel* text = predicted ? new MutedLabel(value) : new QLabel(value);
  text->setTextFormat(Qt::PlainText);
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return text;
}

}  // namespace

FactList::FactList(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
  m_grid->setContentsMargins(0, 0, 0, 0);
  m_grid->setHorizontalSpacing(12);
  m_grid->setVerticalSpacing(4);
  m_grid->setColumnStretch(1, 1);
}

void FactList::clear() {
  while (QLayoutItem* item = m_grid->takeAt(0)) {
    delete item->widget();
    delete item;
  }
}

void FactList::add(const QString& name, const QString& value, const QString& tip, bool predicted) {
  if (value.isEmpty()) return;
  const int row = m_grid->rowCount();
  auto* label = new MutedLabel(name);
  label->setToolTip(tip);
  QLabel* text = makeValue(value, predicted);
  text->setFont(figureFont(text->font()));
  if (!tip.isEmpty()) text->setToolTip(tip);
  m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
  m_grid->addWidget(text, row, 1, Qt::AlignTop);
}

}  // namespace athena::ui
