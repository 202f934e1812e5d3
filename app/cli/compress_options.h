// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "app/cli/recipe_options.h"
#include "athena/workbench.h"

namespace athena::cli {

/// What `compress` and `train` have in common.
struct CompressOptions {
  std::string model, data, output, session, name, checkpoint;
  RecipeOptions recipe;
  MeasureOptions measure;
  std::optional<double> require_coverage;  // 0..1
  bool strict = false, trust = false, no_measure = false, resume = false;
};

/// Adds all of them but what the two differ in: whether --recipe and --data are needed.
void add_compress_options(CLI::App& command, CompressOptions& options);

/// Where the compressed model goes without -o and without a session: "NAME.compressed.pt" in the current
/// folder.
std::string default_output(const CompressOptions& options);

}  // namespace athena::cli
