// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/run_compress.h"

namespace athena::cli {
namespace {

Result<ExitCode> compress(const CompressOptions& options, bool json) {
  ATHENA_ASSIGN(const Recipe recipe, recipe_of(options.recipe));
  return run_compress(options, recipe, json);
}

}  // namespace

void add_compress(CommandTree& tree) {
  const auto options = std::make_shared<CompressOptions>();
  CLI::App& command =
      tree.add("compress", "Compress a model by a recipe or by rules, and measure what it costs",
               [options](bool json) { return compress(*options, json); });
  add_compress_options(command, *options);
  command.parse_complete_callback([options] {
    if (options->recipe.empty())
      throw CLI::ValidationError("compress", "say what to do with --recipe, --set or --prune");
  });
}

}  // namespace athena::cli
