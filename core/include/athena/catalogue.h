// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  std::string step;                // "quantize", "prune", "train", "fold_batchnorm", "calibrate"
  std::vector<std::string> kinds;  // layer kinds it serves; empty: the whole model
  std::vector<ParameterSpec> parameters;
  bool needs_data = false, needs_labels = false;
  std::string summary;  // one sentence
};

const std::vector<MethodSpec>& method_catalogue();
const MethodSpec* find_method(std::string_view step, std::string_view name);

/// Names of the schemes that serve a layer kind, "fp32" first.
std::vector<std::string> schemes_for(std::string_view kind);

}  // namespace athena
