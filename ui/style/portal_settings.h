// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDBusVariant>
#include <QObject>

namespace athena::ui {

/// The desktop portal's settings, for Qt before 6.5, which does not tell light from dark.
class PortalSettings : public QObject {
  Q_OBJECT
 public:
  explicit PortalSettings(QObject* parent);
  static QString service() { return QStringLiteral("org.freedesktop.portal.Desktop"); }
  static QString path() { return QStringLiteral("/org/freedesktop/portal/desktop"); }
  static QString interface() { return QStringLiteral("org.freedesktop.portal.Settings"); }

 Q_SIGNALS:
  void appearanceChanged();

 private Q_SLOTS:
  void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

}  // namespace athena::ui
