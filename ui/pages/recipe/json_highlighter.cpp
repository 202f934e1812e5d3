// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/json_highlighter.h"

#include <QGuiApplication>
#include <QPalette>
#include <QRegularExpression>

#include "ui/style/style.h"

namespace athena::ui {

void JsonHighlighter::highlightBlock(const QString& text) {
  static const QRegularExpression token(QStringLiteral(
      "(\"(?:[^\"\\\\]|\\\\.)*\")(\\s*:)?|\\b(true|false|null)\\b|-?\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"));
  const QPalette palette = QGuiApplication::palette();
  for (auto it = token.globalMatch(text); it.hasNext();) {
    const QRegularExpressionMatch match = it.next();
    QTextCharFormat format;
    if (match.capturedLength(2) > 0) {
      format.setFontWeight(QFont::DemiBold);
      setFormat(int(match.capturedStart(1)), int(match.capturedLength(1)), format);
      continue;
    }
    format.setForeground(match.capturedLength(1) > 0 ? goodColor(palette) : palette.color(QPalette::Link));
    setFormat(int(match.capturedStart()), int(match.capturedLength()), format);
  }
}

}  // namespace athena::ui
