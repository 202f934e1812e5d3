// SPDX-License-Identifier: Apache-2.0
#include "athena/recipe.h"

#include "app/cli/json/json.h"

namespace athena::cli {
namespace {

Json value_json(const Value& value) {
  return std::visit([](const auto& held) -> Json { return held; }, value);
}

Json object_of(const Parameters& parameters) {
  Json object = Json::object();
  for (const auto& [name, value] : parameters) object[name] = value_json(value);
  return object;
}

const char* type_of(const Value& value) {
  static constexpr const char* names[] = {"flag", "integer", "real", "text"};  // in Value's order
  return names[value.index()];
}

}  // namespace

Json json_of(const Recipe& recipe) {
  // A session may hold a recipe that no file could: with an infinite number.
  Json json = Json::parse(print_recipe(recipe), nullptr, /*allow_exceptions=*/false);
  return json.is_discarded() ? Json() : json;
}

Json json_of(const Plan& plan) {
  return {{"bytes", plan.bytes},
          {"predicted_bytes", plan.predicted_bytes},
          {"needs_data", plan.needs_data},
          {"needs_labels", plan.needs_labels},
          {"layers", json_list(plan.layers)}};
}

Json json_of(const LayerPlan& layer) {
  return {{"path", layer.path},
          {"scheme", layer.scheme},
          {"scheme_parameters", object_of(layer.scheme_parameters)},
          {"criterion", layer.criterion},
          {"prune_parameters", object_of(layer.prune_parameters)},
          {"bytes", layer.bytes},
          {"predicted_bytes", layer.predicted_bytes},
          {"reason", layer.reason}};
}

Json json_of(const MethodSpec& method) {
  return {{"name", method.name},
          {"step", method.step},
          {"kinds", method.kinds},
          {"parameters", json_list(method.parameters)},
          {"needs_data", method.needs_data},
          {"needs_labels", method.needs_labels},
          {"before", method.before},
          {"after", method.after.empty() ? Json() : Json(method.after)},
          {"summary", method.summary}};
}

Json json_of(const ParameterSpec& parameter) {
  return {{"name", parameter.name},
          {"type", type_of(parameter.default_value)},
          {"default", value_json(parameter.default_value)},
          {"minimum", json_or_null(parameter.minimum)},
          {"maximum", json_or_null(parameter.maximum)},
          {"choices", parameter.choices},
          {"summary", parameter.summary}};
}

}  // namespace athena::cli
