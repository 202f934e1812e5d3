// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/system_appearance.h"

#include <QGuiApplication>
#include <QStyleHints>
#include <QtGlobal>

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>

#include "ui/style/portal_settings.h"
#endif

namespace athena::ui {

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)

bool systemPrefersDark() { return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark; }

void whenSystemAppearanceChanges(std::function<void()> then) {
  QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, qApp, std::move(then));
}

#else

namespace {
// A desktop without the portal must not hold up the start.
constexpr int kWaitMs = 250;
constexpr uint kPreferDark = 1;

uint unwrapped(QVariant value) {
  while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  return value.toUInt();
}
}  // namespace

bool systemPrefersDark() {
  const QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return false;
  QDBusMessage ask = QDBusMessage::createMethodCall(PortalSettings::service(), PortalSettings::path(),
                                                    PortalSettings::interface(), QStringLiteral("Read"));
  ask << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
  const QDBusMessage answer = bus.call(ask, QDBus::Block, kWaitMs);
  return answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty() &&
         unwrapped(answer.arguments().constFirst()) == kPreferDark;
}

void whenSystemAppearanceChanges(std::function<void()> then) {
  auto* settings = new PortalSettings(qApp);
  QObject::connect(settings, &PortalSettings::appearanceChanged, qApp, std::move(then));
}

PortalSettings::PortalSettings(QObject* parent) : QObject(parent) {
  QDBusConnection::sessionBus().connect(service(), path(), interface(), QStringLiteral("SettingChanged"),
                                        this, SLOT(settingChanged(QString, QString, QDBusVariant)));
}

void PortalSettings::settingChanged(const QString& group, const QString& key, const QDBusVariant&) {
  if (group == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme")) Q_EMIT
  appearanceChanged();
}

#endif

}  // namespace athena::ui
