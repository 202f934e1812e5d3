// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace athena::ui {

class MainWindow;

/// Saves a picture of the window once nothing runs any more, and ends the application: 0, or 1 if the picture
/// could not be written.
void takeScreenshotAndQuit(MainWindow& window, const QString& file);

}  // namespace athena::ui
