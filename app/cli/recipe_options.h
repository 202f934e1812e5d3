// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "athena/types/recipe.h"
#include "athena/types/result.h"

namespace athena::cli {

/// What to do, as the command line says it.
struct RecipeOptions {
  std::string file;                     // recipe's JSON; empty: none
  std::vector<std::string> set, prune;  // shorthand rules
  std::string calibrate, recover;       // shorthand of the steps; empty: none
  std::vector<std::string> without_passes;
  bool empty() const {
    return file.empty() && set.empty() && prune.empty() && calibrate.empty() && recover.empty();
  }
};

/// Adds --set, --prune, --calibrate, --recover and --without-pass; what cannot be read is a usage error.
void add_rule_options(CLI::App& command, RecipeOptions& options);

/// The file's recipe with the rules behind its own, so that they have the last word. Named after the rules
/// where the file gives no name.
Result<Recipe> recipe_of(const RecipeOptions& options);

}  // namespace athena::cli
