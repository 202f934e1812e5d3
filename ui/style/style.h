// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFont>
#include <QPalette>

namespace athena::ui {

enum class Appearance { System, Light, Dark };

/// Gives the application Fusion with Athena's palette. System: light or dark as the desktop is, now and
/// whenever it changes.
void applyStyle(Appearance appearance);
Appearance appliedAppearance();

QPalette lightPalette();
QPalette darkPalette();

/// True for a palette with light text on a dark ground.
bool isDark(const QPalette& palette);
/// Text that explains or is of less weight; readable (4.5:1) on Base and Window.
QColor mutedText(const QPalette& palette);
/// Lines that divide: frames, grids.
QColor lineColor(const QPalette& palette);
QColor goodColor(const QPalette& palette);     // it worked, it is better
QColor warningColor(const QPalette& palette);  // look at it: noisy, stale, not comparable
QColor errorColor(const QPalette& palette);    // it failed

/// `font` with digits of one width, so that columns of figures line up.
QFont figureFont(const QFont& font);

}  // namespace athena::ui
