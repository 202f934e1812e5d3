// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "athena/recipe.h"
#include "core/recipe/format.h"
#include "core/recipe/strict_json.h"
#include "core/recipe/value.h"
#include "core/recipe/words.h"

namespace athena::recipe {
namespace {

using Json = nlohmann::ordered_json;

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::InvalidArgument, std::move(message));
}

Result<std::string> text_of(const Json& json, const std::string& key) {
  if (!json.is_string()) return invalid(in_quotes(key) + " must be a text in quotes.");
  return json.get<std::string>();
}

Status add_parameter(Parameters& parameters, const std::string& name, const Json& json) {
  if (json.is_object()) {
    if (json.empty()) return invalid(in_quotes(name) + " is empty: leave it out.");
    for (const auto& [key, value] : json.items())
      ATHENA_TRY(add_parameter(parameters, name + "." + key, value));
    return {};
  }
  if (parameters.size() == 256) return invalid("More than 256 parameters.");
  if (find_value(parameters, name)) return invalid(in_quotes(name) + " is given twice.");
  if (json.is_boolean())
    parameters.emplace_back(name, json.get<bool>());
  else if (json.is_number_integer())
    parameters.emplace_back(name, json.get<std::int64_t>());
  else if (json.is_number_float())
    parameters.emplace_back(name, json.get<double>());
  else if (json.is_string())
    parameters.emplace_back(name, json.get<std::string>());
  else
    return invalid(in_quotes(name) + " must be a number, a text, true or false.");
  return {};
}

Result<std::vector<std::string>> kinds_of(const Json& json) {
  if (!json.is_array() || json.empty()) return invalid("\"kinds\" must be a list such as [\"Linear\"].");
  std::vector<std::string> kinds;
  for (const auto& kind : json) {
    ATHENA_ASSIGN(auto text, text_of(kind, "kinds"));
    kinds.push_back(std::move(text));
  }
  return kinds;
}

Result<Rule> read_rule(const Json& json, std::string_view verb) {
  const std::string method(method_key(verb));
  if (!json.is_object())
    return invalid("A rule must be an object {\"layers\": ..., \"" + method + "\": ...}.");
  Rule rule;
  for (const auto& [key, value] : json.items()) {
    if (key == "layers") {
      ATHENA_ASSIGN(rule.layers, text_of(value, key));
    } else if (key == "kinds") {
      ATHENA_ASSIGN(rule.kinds, kinds_of(value));
    } else if (key == method) {
      ATHENA_ASSIGN(rule.method, text_of(value, key));
    } else {
      ATHENA_TRY(add_parameter(rule.parameters, key, value));
    }
  }
  return rule;
}

Status read_rules(const Json& json, Step& step, std::size_t index) {
  if (method_key(step.verb).empty())
    return at(place(index, step.verb), {ErrorCode::InvalidArgument, "This step takes no \"rules\".", ""});
  if (!json.is_array())
    return at(place(index, step.verb), {ErrorCode::InvalidArgument, "\"rules\" must be a list.", ""});
  for (const auto& item : json) {
    auto rule = read_rule(item, step.verb);
    if (!rule) return at(place(index, step.verb, step.rules.size()), std::move(rule).error());
    step.rules.push_back(std::move(*rule));
  }
  return {};
}

Result<Step> read_step(const Json& json, std::size_t index) {
  const auto verb = json.is_object() ? json.find("do") : json.end();
  if (!json.is_object() || verb == json.end() || !verb->is_string())
    return invalid(place(index, "") +
                   "A step must be an object that says what to \"do\": " + listed(format_verbs()) + ".");
  Step step;
  step.verb = verb->get<std::string>();
  const auto& verbs = format_verbs();
  if (std::find(verbs.begin(), verbs.end(), step.verb) == verbs.end()) {
    const auto error = bad_word("step", step.verb, verbs);
    return at(place(index, ""), error.value());
  }
  for (const auto& [key, value] : json.items()) {
    if (key == "do") continue;
    if (key == "rules") {
      ATHENA_TRY(read_rules(value, step, index));
    } else if (auto added = add_parameter(step.parameters, key, value); !added) {
      return at(place(index, step.verb), std::move(added).error());
    }
  }
  return step;
}

Status check_version(const Json& json) {
  const auto version = json.is_object() ? json.find("athena_recipe") : json.end();
  if (!json.is_object() || version == json.end())
    return invalid(
        "This is no Athena recipe: it has no \"athena_recipe\": " + std::to_string(format_version) + ".");
  if (!version->is_number_integer() || version->get<std::int64_t>() < 1)
    return invalid("\"athena_recipe\" must be the format's number, " + std::to_string(format_version) + ".");
  if (version->get<std::int64_t>() > format_version)
    return fail(ErrorCode::NotSupported, "This recipe has format " +
                                             std::to_string(version->get<std::int64_t>()) +
                                             ", this version of Athena reads format " +
                                             std::to_string(format_version) + ": use a newer Athena.");
  return {};
}

Result<std::vector<std::string>> passes_off_of(const Json& json) {
  const auto off = json.is_object() ? json.find("off") : json.end();
  if (!json.is_object() || json.size() != 1 || off == json.end() || !off->is_array() || off->empty())
    return invalid("\"passes\" must be an object such as {\"off\": [\"dropout\"]}.");
  std::vector<std::string> names;
  for (const auto& name : *off) {
    ATHENA_ASSIGN(auto text, text_of(name, "off"));
    names.push_back(std::move(text));
  }
  return names;
}

Status read_top(const std::string& key, const Json& value, Recipe& recipe) {
  static const std::vector<std::string> keys = {"athena_recipe", "name", "seed", "steps", "passes"};
  if (key == "athena_recipe") return {};
  if (key == "name") {
    ATHENA_ASSIGN(recipe.name, text_of(value, key));
  } else if (key == "seed") {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0)
      return invalid("\"seed\" must be a whole number of 0 or more.");
    recipe.seed = value.get<std::int64_t>();
  } else if (key == "steps") {
    if (!value.is_array()) return invalid("\"steps\" must be a list.");
    for (const auto& item : value) {
      ATHENA_ASSIGN(auto step, read_step(item, recipe.steps.size()));
      recipe.steps.push_back(std::move(step));
    }
  } else if (key == "passes") {
    ATHENA_ASSIGN(recipe.passes_off, passes_off_of(value));
  } else {
    return bad_word("key", key, keys);
  }
  return {};
}

/// Integers that were written for real parameters become doubles, so that equal recipes compare equal.
void coerce(const MethodSpec* method, Parameters& parameters) {
  if (!method) return;
  for (auto& [name, value] : parameters)
    for (const auto& spec : method->parameters)
      if (spec.name == name) value = coerced(spec, value);
}

}  // namespace

Result<Recipe> read_recipe(std::string_view text) {
  ATHENA_ASSIGN(const auto json, parse_strict(text));
  ATHENA_TRY(check_version(json));
  Recipe recipe;
  for (const auto& [key, value] : json.items()) ATHENA_TRY(read_top(key, value, recipe));
  for (auto& step : recipe.steps) {
    coerce(find_method(step.verb, step.verb), step.parameters);
    for (auto& rule : step.rules) coerce(find_method(step.verb, rule.method), rule.parameters);
  }
  return recipe;
}

}  // namespace athena::recipe

namespace athena {

Result<Recipe> parse_recipe(std::string_view json) {
  ATHENA_ASSIGN(auto parsed, recipe::read_recipe(json));
  ATHENA_TRY(check_recipe(parsed));
  return parsed;
}

}  // namespace athena
