// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/recipe.h"

namespace athena {

struct ParameterSpec {
  std::string name;
  Value default_value;
  std::optional<double> minimum, maximum;
  std::vector<std::string> choices;  // of a string parameter, or the integers allowed, as text
  std::string summary;               // one sentence
};

/// One compression method as core/recipe/methods.inc declares it.
struct MethodSpec {
  std::string name;                // "int8-dynamic", "l1", or the verb itself for steps without rules
  std::string step;                // "quantize", "prune", "train"
  std::vector<std::string> kinds;  // layer kinds it serves; empty: every kind, or the whole model
  std::vector<ParameterSpec> parameters;
  bool needs_data = false, needs_labels = false;
  std::vector<std::string> before;  // steps that must not come earlier than this one
  std::string after{};              // a step that must come earlier; empty: none
  std::string summary;              // one sentence
  /// Bytes of a layer. `parameters`: the method's, complete, and those of its pruning. Null: no change.
  std::int64_t (*predicted_bytes)(const LayerInfo& layer, const Parameters& parameters) = nullptr;
};

const std::vector<MethodSpec>& method_catalogue();
const MethodSpec* find_method(std::string_view step, std::string_view name);

/// Whether the number has but one value, so that nobody needs to give it.
bool is_fixed(const ParameterSpec& parameter);

/// True where the method can be applied to layers of this kind.
bool serves_kind(const MethodSpec& method, std::string_view kind);

/// Names of the schemes that serve a layer kind, "fp32" first.
std::vector<std::string> schemes_for(std::string_view kind);

/// `parameters` with the method's defaults for those that are not given, in the catalogue's order.
Parameters complete_parameters(const MethodSpec& method, const Parameters& parameters);

}  // namespace athena
