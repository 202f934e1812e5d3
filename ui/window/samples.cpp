// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/samples.h"

#include <QCoreApplication>
#include <QDir>

namespace athena::ui {

QString samplesFolder() {
  QDir folder(QCoreApplication::applicationDirPath());
  do {
    // In a source tree, and as installed.
    for (const QString& place :
         {QStringLiteral("resources/samples"), QStringLiteral("share/athena/samples")}) {
      if (folder.exists(place + QStringLiteral("/accuracy.json"))) return folder.absoluteFilePath(place);
    }
  } while (folder.cdUp());
  return {};
}

}  // namespace athena::ui
