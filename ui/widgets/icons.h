// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>

namespace athena::ui {

/// One of resources/icons by its name, drawn in the text colour of the palette in force when it is painted.
QIcon icon(const QString& name);

/// Athena's own, in its colours.
QIcon applicationIcon();

}  // namespace athena::ui
