// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "athena/recipe.h"
#include "core/recipe/format.h"
#include "core/recipe/value.h"
#include "core/recipe/words.h"

namespace athena {
namespace recipe {
namespace {

constexpr const char* set_form = "GLOB=SCHEME, @Kind=SCHEME or GLOB@Kind=SCHEME:g=32";
constexpr const char* prune_form = "GLOB=l1:0.2, GLOB=block:0.75 or GLOB=2:4";

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const auto end = text.find(separator, from);
    parts.emplace_back(text.substr(from, end == std::string_view::npos ? end : end - from));
    if (end == std::string_view::npos) return parts;
    from = end + 1;
  }
}

/// The glob and the kinds before the '='.
void read_layers(std::string_view text, Rule& rule) {
  const auto sign = text.rfind('@');
  rule.layers = text.substr(0, sign);
  if (sign != std::string_view::npos) rule.kinds = split(text.substr(sign + 1), ',');
}

Status read_parameter(const MethodSpec& method, const std::string& text, bool first, Parameters& parameters) {
  const auto sign = text.find('=');
  std::string name = text.substr(0, sign);
  std::string value = sign == std::string::npos ? "true" : text.substr(sign + 1);
  const auto is_number = !text.empty() && text.find_first_not_of("0123456789.eE+-") == std::string::npos;
  if (first && is_number && !method.parameters.empty()) {  // "l1:0.2": the first parameter needs no name
    name = method.parameters[0].name;
    value = text;
  }
  std::vector<std::string> names;
  for (const auto& spec : method.parameters) names.push_back(spec.name);
  const auto spec = std::find(names.begin(), names.end(), name);
  if (spec == names.end()) return bad_word("parameter of " + method.name, name, names);
  ATHENA_ASSIGN(Value typed, value_from_text(method.parameters[spec - names.begin()], value));
  parameters.emplace_back(name, std::move(typed));
  return {};
}

/// The method's name ends at the first colon, but for one that holds a colon itself.
std::size_t name_length(const std::string& what) {
  for (const auto& method : method_catalogue())
    if (method.name.find(':') != std::string::npos && (what + ":").starts_with(method.name + ":"))
      return method.name.size();
  return std::min(what.find(':'), what.size());
}

Result<Rule> read_rule(std::string_view verb, std::string_view text, const char* form) {
  const auto sign = text.find('=');
  if (sign == std::string_view::npos || sign + 1 == text.size())
    return fail(ErrorCode::InvalidArgument, std::string("Write it as ") + form + ".");
  Rule rule;
  read_layers(text.substr(0, sign), rule);
  const std::string what(text.substr(sign + 1));
  rule.method = what.substr(0, name_length(what));
  const auto parts = split(what.substr(rule.method.size()), ':');  // the first is empty
  if (const auto* method = find_method(verb, rule.method))
    for (std::size_t i = 1; i < parts.size(); ++i)
      ATHENA_TRY(read_parameter(*method, parts[i], i == 1, rule.parameters));
  ATHENA_TRY(check_rule(verb, rule));
  return rule;
}

Result<Rule> read_option(std::string_view verb, std::string_view text, const char* form) {
  auto rule = read_rule(verb, text, form);
  if (!rule) return at("Rule " + in_quotes(text) + ": ", std::move(rule).error());
  return rule;
}

/// Of a step without rules; what comes first is the value of `main`.
Result<Step> read_step_option(std::string_view verb, const char* main, std::string_view text) {
  const MethodSpec& method = *find_method(verb, verb);
  const auto parts = split(text, ':');
  Step step{method.step, {{main, parts[0]}}, {}};
  for (std::size_t i = 1; i < parts.size(); ++i)
    ATHENA_TRY(read_parameter(method, parts[i], false, step.parameters));
  Recipe whole;
  whole.steps = {step};
  ATHENA_TRY(check_recipe(whole));
  return step;
}

}  // namespace
}  // namespace recipe

Result<Rule> parse_set_rule(std::string_view text) {
  return recipe::read_option("quantize", text, recipe::set_form);
}

Result<Step> parse_recover_step(std::string_view text) {
  return recipe::read_step_option("recover", "method", text);
}

Result<Step> parse_calibrate_step(std::string_view text) {
  return recipe::read_step_option("calibrate", "observer", text);
}

Result<Rule> parse_prune_rule(std::string_view text) {
  return recipe::read_option("prune", text, recipe::prune_form);
}

}  // namespace athena
