// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/muted_label.h"

#include <QEvent>
#include <QGuiApplication>

#include "ui/style/style.h"

namespace athena::ui {

MutedLabel::MutedLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
  setTextFormat(Qt::PlainText);
  recolor();
}

void MutedLabel::setTone(Tone tone) {
  m_tone = tone;
  recolor();
}

void MutedLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange) recolor();
}

void MutedLabel::recolor() {
  const QPalette application = QGuiApplication::palette();
  const QColor color = m_tone == Tone::Good      ? goodColor(application)
                       : m_tone == Tone::Warning ? warningColor(application)
                       : m_tone == Tone::Error   ? errorColor(application)
                                                 : mutedText(application);
  if (palette().color(QPalette::WindowText) == color) return;
  QPalette own = palette();
  own.setColor(QPalette::WindowText, color);
  own.setColor(QPalette::Text, color);  // on a ground of Base
  setPalette(own);
}

}  // namespace athena::ui
