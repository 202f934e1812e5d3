// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyleFactory>

#include "ui/style/system_appearance.h"

namespace athena::ui {
namespace {

struct Shades {
  const char *window, *base, *alternate, *text, *muted, *button, *line, *accent, *accentText, *link,
      *disabled;
};
constexpr Shades kLight{"#f4f5f7", "#ffffff", "#f7f8fa", "#1b1f24", "#586069", "#fcfcfd",
                        "#d3d7dc", "#1f66c8", "#ffffff", "#1a5cb8", "#9aa1a9"};
constexpr Shades kDark{"#212428", "#17191c", "#1d2023", "#e4e7ea", "#a2a9b1", "#2c3035",
                       "#3d4248", "#2f6fd0", "#ffffff", "#7db3ff", "#686f77"};

QPalette paletteOf(const Shades& shades) {
  const QColor window(shades.window), button(shades.button), line(shades.line), text(shades.text);
  QPalette palette;
  palette.setColor(QPalette::Window, window);
  palette.setColor(QPalette::WindowText, text);
  palette.setColor(QPalette::Base, QColor(shades.base));
  palette.setColor(QPalette::AlternateBase, QColor(shades.alternate));
  palette.setColor(QPalette::Text, text);
  palette.setColor(QPalette::PlaceholderText, QColor(shades.muted));
  palette.setColor(QPalette::Button, button);
  palette.setColor(QPalette::ButtonText, text);
  palette.setColor(QPalette::BrightText, Qt::white);
  palette.setColor(QPalette::ToolTipBase, QColor(shades.alternate));
  palette.setColor(QPalette::ToolTipText, text);
  palette.setColor(QPalette::Highlight, QColor(shades.accent));
  palette.setColor(QPalette::HighlightedText, QColor(shades.accentText));
  palette.setColor(QPalette::Link, QColor(shades.link));
  palette.setColor(QPalette::LinkVisited, QColor(shades.link));
  palette.setColor(QPalette::Light, button.lighter(108));
  palette.setColor(QPalette::Midlight, line.lighter(108));
  palette.setColor(QPalette::Mid, line);
  palette.setColor(QPalette::Dark, line.darker(125));
  palette.setColor(QPalette::Shadow, line.darker(200));
  for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, QColor(shades.disabled));
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, line);
  palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor(shades.disabled));
  return palette;
}

Appearance applied = Appearance::System;

void applyPalette() {
  const bool dark = applied == Appearance::Dark || (applied == Appearance::System && systemPrefersDark());
  QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

}  // namespace

void applyStyle(Appearance appearance) {
  applied = appearance;
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  applyPalette();
  static const bool watching = [] {
    whenSystemAppearanceChanges([] {
      if (applied == Appearance::System) applyPalette();
    });
    return true;
  }();
  Q_UNUSED(watching)
}

Appearance appliedAppearance() { return applied; }

QPalette lightPalette() { return paletteOf(kLight); }
QPalette darkPalette() { return paletteOf(kDark); }

bool isDark(const QPalette& palette) {
  return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

QColor mutedText(const QPalette& palette) { return palette.color(QPalette::PlaceholderText); }
QColor lineColor(const QPalette& palette) { return palette.color(QPalette::Mid); }
QColor goodColor(const QPalette& palette) { return QColor(isDark(palette) ? "#62c27c" : "#1d7a3a"); }
QColor warningColor(const QPalette& palette) { return QColor(isDark(palette) ? "#e0ac4f" : "#8a5a00"); }
QColor errorColor(const QPalette& palette) { return QColor(isDark(palette) ? "#ff8a80" : "#b3261e"); }

QFont figureFont(const QFont& font) {
  const QFontMetricsF metrics(font);
  for (char digit = '1'; digit <= '9'; ++digit) {
    if (!qFuzzyCompare(metrics.horizontalAdvance(QLatin1Char(digit)),
                       metrics.horizontalAdvance(QLatin1Char('0')))) {
      QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
      fixed.setPointSizeF(font.pointSizeF());
      return fixed;
    }
  }
  return font;
}

}  // namespace athena::ui
