// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include <QAction>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/muted_label.h"

namespace athena::ui {

EmptyState::EmptyState(const QString& title, const QString& text, QWidget* parent) : QWidget(parent) {
  auto* heading = new QLabel(title);
  QFont font = heading->font();
  font.setPointSizeF(font.pointSizeF() * 1.3);
  font.setBold(true);
  heading->setFont(font);
  heading->setAlignment(Qt::AlignHCenter);
  heading->setWordWrap(true);
  auto* explanation = new MutedLabel(text);
  explanation->setAlignment(Qt::AlignHCenter);
  explanation->setWordWrap(true);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(24, 24, 24, 24);
  m_column = new QVBoxLayout;
  m_column->setSpacing(8);
  outer->addStretch(2);
  outer->addLayout(m_column);
  outer->addStretch(3);
  m_column->addWidget(heading);
  m_column->addWidget(explanation);
}

void EmptyState::addAction(QAction* action) {
  auto* button = new QPushButton(action->icon(), action->text());
  button->setToolTip(action->toolTip());
  button->setEnabled(action->isEnabled());
  connect(button, &QPushButton::clicked, action, &QAction::trigger);
  connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
  m_column->addSpacing(4);
  m_column->addWidget(button, 0, Qt::AlignHCenter);
}

}  // namespace athena::ui
