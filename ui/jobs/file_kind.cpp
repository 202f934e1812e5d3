// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/file_kind.h"

#include <QFile>
#include <QFileInfo>

namespace athena::ui {
namespace {

bool isIdx(const QByteArray& head, const QString& name) {
  // Two zero bytes, the type of the elements, the number of dimensions; compressed files tell by their name.
  const bool plain = head.size() >= 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[2] <= 14;
  return plain || (name.contains(QStringLiteral("idx")) && name.endsWith(QStringLiteral(".gz")));
}

}  // namespace

FileKind fileKind(const QString& path) {
  const QFileInfo info(path);
  const QString name = info.fileName().toLower();
  if (info.isDir()) return FileKind::Data;
  if (name.endsWith(QStringLiteral(".athena"))) return FileKind::Session;
  QFile file(path);
  const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
  if (head.startsWith("SQLite format 3")) return FileKind::Session;
  if (head.contains("\"athena_recipe\"")) return FileKind::Recipe;
  if (head.contains("\"athena_data\"") || name.endsWith(QStringLiteral(".json"))) return FileKind::Data;
  return isIdx(head, name) ? FileKind::Data : FileKind::Model;
}

}  // namespace athena::ui
