// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace athena::ui {
namespace {

const QString kKey = QStringLiteral("recentFiles");
constexpr int kMost = 10;

}  // namespace

QStringList RecentFiles::files() const {
  QStringList present;
  for (const QString& path : QSettings().value(kKey).toStringList()) {
    if (QFileInfo::exists(path)) present.append(path);
  }
  return present;
}

void RecentFiles::add(const QString& path) {
  const QString absolute = QFileInfo(path).absoluteFilePath();
  QStringList list = QSettings().value(kKey).toStringList();
  list.removeAll(absolute);
  list.prepend(absolute);
  QSettings().setValue(kKey, list.mid(0, kMost));
  Q_EMIT changed();
}

}  // namespace athena::ui
