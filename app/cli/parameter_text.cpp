// SPDX-License-Identifier: Apache-2.0
#include "app/cli/parameter_text.h"

#include <cstdio>

namespace athena::cli {
namespace {

std::string number_text(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.12g", value);
  return text;
}

std::string text_of(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return number_text(*real);
  return std::get<std::string>(value);
}

std::string choices_text(const std::vector<std::string>& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i)
    text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  return text;
}

std::string range_text(const ParameterSpec& parameter) {
  if (!parameter.choices.empty()) return choices_text(parameter.choices) + ", ";
  if (!parameter.minimum || !parameter.maximum) return "";
  return number_text(*parameter.minimum) + " to " + number_text(*parameter.maximum) + ", ";
}

}  // namespace

std::string allowed_text(const ParameterSpec& parameter) {
  if (is_fixed(parameter)) return "always " + text_of(parameter.default_value);
  return range_text(parameter) + "default " + text_of(parameter.default_value);
}

}  // namespace athena::cli
