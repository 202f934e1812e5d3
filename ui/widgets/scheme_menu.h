// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

class QMenu;

namespace athena::ui {

class WorkbenchDocument;

/// Fills `menu` with the schemes that serve at least one of the layers; choosing one sets it for those it
/// serves. A scheme with a parameter of few values has them as a submenu.
void fillSchemeMenu(QMenu& menu, WorkbenchDocument& document, const QStringList& layers);

}  // namespace athena::ui
