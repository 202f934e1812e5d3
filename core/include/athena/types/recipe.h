// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace athena {

/// A parameter's value as the recipe's JSON holds it.
using Value = std::variant<bool, std::int64_t, double, std::string>;

/// Named values in the order in which they were written; a nested object's keys are joined with a dot
/// (`"optimizer": {"name": "adamw"}` is `optimizer.name`).
using Parameters = std::vector<std::pair<std::string, Value>>;

/// One line of a step: which layers, and what is done to them.
struct Rule {
  std::string layers;              // a glob over layer paths ('*' also crosses dots); empty: any
  std::vector<std::string> kinds;  // "Linear", "Conv2d", ...; empty: any
  std::string method;              // scheme of "quantize" ("int8-dynamic"), criterion of "prune" ("l1")
  Parameters parameters;           // without the keys above
  bool operator==(const Rule&) const = default;
};

/// One step. `rules` is used by "prune" and "quantize", `parameters` by the others.
struct Step {
  std::string verb;  // the JSON's "do": fold_batchnorm, prune, calibrate, quantize, train
  Parameters parameters;
  std::vector<Rule> rules;
  bool operator==(const Step&) const = default;
};

/// What to do to a model; the one contract of window, CLI, session and tests. See docs of core/recipe.
struct Recipe {
  std::string name;
  std::int64_t seed = 0;
  std::vector<Step> steps;
  std::vector<std::string> passes_off{};  // of kPasses: what the finished model is not given
  bool operator==(const Recipe&) const = default;
};

}  // namespace athena
