// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QToolButton;

namespace athena::ui {

/// A flat button that shows an icon alone; `tip` says what it does, to the eye and to a screen reader.
QToolButton* makeIconButton(const QString& iconName, const QString& tip);

}  // namespace athena::ui
