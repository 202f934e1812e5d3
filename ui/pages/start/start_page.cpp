// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/start_page.h"

#include <QAction>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

constexpr int kWidth = 580, kMostRecent = 6;

QPushButton* makeButton(QAction* action) {
  auto* button = new QPushButton(action->icon(), action->text());
  button->setToolTip(action->toolTip());
  button->setMinimumHeight(36);
  QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
  return button;
}

}  // namespace

StartPage::StartPage(QAction* openSample, QAction* openFile, QWidget* parent)
    : QWidget(parent), m_recent(new QVBoxLayout) {
  auto* picture = new QLabel;
  picture->setPixmap(applicationIcon().pixmap(56, 56));
  auto* buttons = new QHBoxLayout;
  auto* sample = makeButton(openSample);
  sample->setDefault(true);
  buttons->addWidget(sample);
  buttons->addWidget(makeButton(openFile));
  buttons->addStretch(1);
  m_recent->setSpacing(2);

  auto* content = new QWidget;
  content->setFixedWidth(kWidth);
  auto* column = new QVBoxLayout(content);
  column->setSpacing(10);
  column->addWidget(picture);
  column->addWidget(new SectionTitle(tr("Smaller, faster models, measured"), 1.6));
  for (const QString& line :
       {tr("Open a TorchScript model and see what each of its layers costs in bytes and time."),
        tr("Store and run the layers you choose in 8 or 4 bits; prune and fine-tune them."),
        tr("Compare accuracy, size and speed side by side, and export the result you like.")}) {
    auto* label = new QLabel(line);
    label->setWordWrap(true);
    label->setMinimumHeight(label->heightForWidth(kWidth));
    column->addWidget(label);
  }
  column->addSpacing(6);
  column->addLayout(buttons);
  column->addWidget(new MutedLabel(tr("Or drop a model, a session or a data file anywhere in this window.")));
  column->addSpacing(10);
  column->addLayout(m_recent);

  auto* outer = new QVBoxLayout(this);
  outer->addStretch(2);
  outer->addWidget(content, 0, Qt::AlignHCenter);
  outer->addStretch(3);
}

void StartPage::setRecentFiles(const QStringList& files) {
  while (QLayoutItem* item = m_recent->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  if (files.isEmpty()) return;
  m_recent->addWidget(new SectionTitle(tr("Recent")));
  for (const QString& path : files.mid(0, kMostRecent)) {
    const QFileInfo info(path);
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    auto* button = new QPushButton(info.fileName());
    button->setFlat(true);
    button->setToolTip(path);
    button->setCursor(Qt::PointingHandCursor);
    button->setStyleSheet(QStringLiteral("text-align: left; padding: 3px 6px;"));
    connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT openRequested(path); });
    line->addWidget(button);
    auto* folder = new ElidedLabel(info.absolutePath());
    folder->setForegroundRole(QPalette::PlaceholderText);
    line->addWidget(folder, 1);
    m_recent->addWidget(row);
  }
}

}  // namespace athena::ui
