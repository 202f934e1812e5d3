// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QStringList>

namespace athena::ui {

/// The files opened last, newest first, kept between runs.
class RecentFiles : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  /// Those that are still there.
  QStringList files() const;
  void add(const QString& path);

 Q_SIGNALS:
  void changed();
};

}  // namespace athena::ui
