// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_bar.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/style/style.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/icons.h"

namespace athena::ui {
namespace {

constexpr int kMostLines = 3, kNoticeMs = 8000;

/// A line with a stripe of its tone at the left.
class MessageLine : public QFrame {
 public:
  MessageLine(QColor (*color)(const QPalette&), const QString& iconName, const QString& text)
      : m_color(color) {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* picture = new IconLabel;
    picture->setIcon(icon(iconName));
    auto* label = new QLabel(text);
    label->setObjectName(QStringLiteral("messageText"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 6, 6);
    row->addWidget(picture, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    auto* close = new QToolButton;
    close->setIcon(icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(MessageBar::tr("Close this message."));
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &QObject::deleteLater);
  }

  QPushButton* addButton(const QString& text) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    auto* button = new QPushButton(text);
    row->insertWidget(row->count() - 1, button, 0, Qt::AlignTop);
    return button;
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.fillRect(0, 0, 4, height(), m_color(palette()));
    painter.setPen(lineColor(palette()));
    painter.drawLine(0, height() - 1, width(), height() - 1);
  }

 private:
  QColor (*m_color)(const QPalette&);
};

QColor accent(const QPalette& palette) { return palette.color(QPalette::Highlight); }

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
  m_column->setContentsMargins(0, 0, 0, 0);
  m_column->setSpacing(0);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

QWidget* MessageBar::add(Tone tone, const QString& text) {
  for (int i = m_column->count() - 1; i >= 0; --i) {
    QWidget* old = m_column->itemAt(i)->widget();
    if (old->property("text").toString() == text) delete old;  // said again: it moves to the end
  }
  auto* line = new MessageLine(tone == Tone::Error     ? errorColor
                               : tone == Tone::Warning ? warningColor
                                                       : accent,
                               tone == Tone::Error     ? QStringLiteral("error")
                               : tone == Tone::Warning ? QStringLiteral("warning")
                                                       : QStringLiteral("info"),
                               text);
  line->setProperty("text", text);
  m_column->addWidget(line);
  while (m_column->count() > kMostLines) delete m_column->itemAt(0)->widget();
  return line;
}

void MessageBar::showError(const Error& error) {
  auto* line = static_cast<MessageLine*>(add(Tone::Error, toQt(error.message)));
  const QString details = toQt(error.message + (error.details.empty() ? "" : "\n\n" + error.details));
  auto* copy = line->addButton(tr("Copy details"));
  copy->setToolTip(tr("Copies the message with its technical details."));
  connect(copy, &QPushButton::clicked, this, [details] { QGuiApplication::clipboard()->setText(details); });
}

void MessageBar::showWarning(const QString& text) { add(Tone::Warning, text); }

void MessageBar::showNotice(const QString& text) {
  QWidget* line = add(Tone::Notice, text);
  QTimer::singleShot(kNoticeMs, line, &QObject::deleteLater);
}

void MessageBar::ask(const QString& text, const QString& answer, std::function<void()> then) {
  auto* line = static_cast<MessageLine*>(add(Tone::Warning, text));
  auto* button = line->addButton(answer);
  connect(button, &QPushButton::clicked, this, [line, then = std::move(then)] {
    line->deleteLater();
    then();
  });
}

void MessageBar::clear() {
  while (m_column->count() > 0) delete m_column->itemAt(0)->widget();
}

}  // namespace athena::ui
