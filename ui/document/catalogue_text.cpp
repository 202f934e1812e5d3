// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/catalogue_text.h"

#include <QCoreApplication>

#include "athena/catalogue.h"
#include "ui/document/text.h"

namespace athena::ui {
namespace {

QString capitalized(QString text) {
  text.replace(QLatin1Char('.'), QLatin1Char(' ')).replace(QLatin1Char('_'), QLatin1Char(' '));
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return text;
}

/// The default of a parameter behind the first.
bool goesWithoutSaying(const MethodSpec& method, const std::string& name, const Value& value) {
  for (std::size_t i = 1; i < method.parameters.size(); ++i) {
    const ParameterSpec& spec = method.parameters[i];
    if (spec.name == name) return spec.default_value == value;
  }
  return false;
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
  const MethodSpec* method = find_method("quantize", scheme);
  for (const auto& [name, value] : parameters) {
    if (method && goesWithoutSaying(*method, name, value)) continue;
    const auto* flag = std::get_if<bool>(&value);
    text += flag && *flag ? QStringLiteral(":") + toQt(name)
                          : QStringLiteral(":%1=%2").arg(toQt(name), valueText(value));
  }
  return text;
}

}  // namespace athena::ui
