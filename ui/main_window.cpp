// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

namespace athena::ui {

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) { setWindowTitle(tr("Athena")); }

}  // namespace athena::ui
