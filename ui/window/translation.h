// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLocale>

namespace athena::ui {

/// Gives the application the words of a language, as far as there are some, and English plurals without.
void installTranslation(const QLocale& locale);

}  // namespace athena::ui
