// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/recipe/words.h"

namespace athena::recipe {
namespace {

std::string double_text(double value) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  const auto exponent = text.find('e');
  if (exponent == std::string::npos) return text.find('.') == std::string::npos ? text + ".0" : text;
  auto digits = exponent + 1;  // "1e-04" -> "1e-4", "1e+20" -> "1e20"
  if (text[digits] == '+') text.erase(digits, 1);
  if (text[digits] == '-') ++digits;
  while (text[digits] == '0' && digits + 1 < text.size()) text.erase(digits, 1);
  return text;
}

std::string number_for_people(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15)
    return std::to_string(static_cast<std::int64_t>(value));
  return double_text(value);
}

std::string allowed(const ParameterSpec& spec) {
  if (!spec.choices.empty()) return "one of " + listed(spec.choices);
  if (std::holds_alternative<bool>(spec.default_value)) return "true or false";
  if (std::holds_alternative<std::string>(spec.default_value)) return "a text";
  if (is_fixed(spec)) return number_for_people(*spec.minimum);
  std::string text = std::holds_alternative<std::int64_t>(spec.default_value) ? "a whole number" : "a number";
  if (spec.minimum && spec.maximum)
    text += " from " + number_for_people(*spec.minimum) + " to " + number_for_people(*spec.maximum);
  return text;
}

std::string choice_text(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : value_text(value);
}

bool in_range(const ParameterSpec& spec, double value) {
  return std::isfinite(value) && (!spec.minimum || value >= *spec.minimum) &&
         (!spec.maximum || value <= *spec.maximum);
}

tl::unexpected<Error> not_allowed(const ParameterSpec& spec, const std::string& given) {
  return fail(ErrorCode::InvalidArgument,
              in_quotes(spec.name) + " must be " + allowed(spec) + ", not " + given + ".");
}

template <typename T>
std::optional<T> number_from(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

const Value* find_value(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

std::string json_string(std::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string value_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return double_text(*real);
  return json_string(std::get<std::string>(value));
}

Value coerced(const ParameterSpec& spec, const Value& value) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  if (whole && std::holds_alternative<double>(spec.default_value)) return static_cast<double>(*whole);
  return value;
}

Status check_value(const ParameterSpec& spec, const Value& value) {
  const Value typed = coerced(spec, value);
  if (typed.index() != spec.default_value.index()) return not_allowed(spec, shortened(value_text(value)));
  const auto* real = std::get_if<double>(&typed);
  const auto* whole = std::get_if<std::int64_t>(&typed);
  if (real && !in_range(spec, *real)) return not_allowed(spec, value_text(value));
  if (whole && !in_range(spec, static_cast<double>(*whole))) return not_allowed(spec, value_text(value));
  const auto& choices = spec.choices;
  if (!choices.empty() && std::find(choices.begin(), choices.end(), choice_text(typed)) == choices.end())
    return not_allowed(spec, shortened(value_text(value)));
  return {};
}

Result<Value> value_from_text(const ParameterSpec& spec, std::string_view text) {
  if (std::holds_alternative<std::string>(spec.default_value)) return Value(std::string(text));
  if (std::holds_alternative<bool>(spec.default_value)) {
    if (text == "true" || text == "false") return Value(text == "true");
  } else if (std::holds_alternative<std::int64_t>(spec.default_value)) {
    if (const auto whole = number_from<std::int64_t>(text)) return Value(*whole);
  } else if (const auto real = number_from<double>(text)) {
    return Value(*real);
  }
  return not_allowed(spec, in_quotes(text));
}

}  // namespace athena::recipe
