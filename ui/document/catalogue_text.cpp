// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/catalogue_text.h"

#include <QCoreApplication>

#include "ui/document/text.h"

namespace athena::ui {
namespace {

QString capitalized(QString text) {
  text.replace(QLatin1Char('.'), QLatin1Char(' ')).replace(QLatin1Char('_'), QLatin1Char(' '));
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return text;
}

}  // namespace

QString catalogueText(const std::string& sentence) {
  return QCoreApplication::translate("catalogue", sentence.c_str());
}

QString verbTitle(const std::string& verb) {
  return capitalized(QCoreApplication::translate("catalogue", verb.c_str()));
}

QString parameterTitle(const std::string& name) { return capitalized(toQt(name)); }

QString valueText(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value))
    return *flag ? QStringLiteral("true") : QStringLiteral("false");
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return QString::number(*whole);
  if (const auto* real = std::get_if<double>(&value)) return QString::number(*real, 'g', 12);
  return toQt(std::get<std::string>(value));
}

QString schemeText(const std::string& scheme, const Parameters& parameters) {
  QString text = toQt(scheme);
  for (const auto& [name, value] : parameters) {
    text += QStringLiteral(":%1=%2").arg(toQt(name), valueText(value));
  }
  return text;
}

}  // namespace athena::ui
