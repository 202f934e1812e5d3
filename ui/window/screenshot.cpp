// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/screenshot.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include "ui/main_window.h"

namespace athena::ui {
namespace {

// Long enough for what follows an ended job to be shown.
constexpr int kQuietMs = 500;

}  // namespace

void takeScreenshotAndQuit(MainWindow& window, const QString& file) {
  auto* quiet = new QTimer(&window);
  quiet->setInterval(kQuietMs);
  QObject::connect(quiet, &QTimer::timeout, &window, [&window, file, busyBefore = true]() mutable {
    const bool busy = window.runner().busy();
    if (!busy && !busyBefore) QCoreApplication::exit(window.grab().save(file) ? 0 : 1);
    busyBefore = busy;
  });
  quiet->start();
}

}  // namespace athena::ui
