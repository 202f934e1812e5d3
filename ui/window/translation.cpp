// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

/// The linker drops a static library's resources unless they are asked for. (The macro works only outside
/// namespaces.)
static void needTranslations() { Q_INIT_RESOURCE(translations); }

namespace athena::ui {
namespace {

bool install(const QLocale& locale, const QString& name, const QString& folder) {
  auto* translator = new QTranslator(QCoreApplication::instance());
  if (translator->load(locale, name, QStringLiteral("_"), folder))
    return QCoreApplication::installTranslator(translator);
  delete translator;
  return false;
}

}  // namespace

void installTranslation(const QLocale& locale) {
  needTranslations();
  const QString own = QStringLiteral(":/i18n");
  if (!install(locale, QStringLiteral("athena"), own))
    install(QLocale::English, QStringLiteral("athena"), own);
  install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

}  // namespace athena::ui
