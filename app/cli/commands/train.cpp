// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/run_compress.h"

namespace athena::cli {
namespace {

bool trains(const Recipe& recipe) {
  return std::any_of(recipe.steps.begin(), recipe.steps.end(),
                     [](const Step& step) { return step.verb == "train"; });
}

Result<ExitCode> train(CompressOptions options, bool json) {
  ATHENA_ASSIGN(const Recipe recipe, recipe_of(options.recipe));
  if (!trains(recipe))
    return fail(
        ErrorCode::InvalidArgument,
        "Recipe '" + options.recipe.file + "' has no step \"train\". Add one, or use `athena-cli compress`.");
  const bool ours = options.checkpoint.empty();
  if (ours)
    options.checkpoint = (options.output.empty() ? default_output(options) : options.output) + ".checkpoint";
  std::error_code error;
  if (options.resume && !std::filesystem::exists(options.checkpoint, error))
    return fail(ErrorCode::NotFound, "There is no training to resume at '" + options.checkpoint +
                                         "'. Name its file with --checkpoint, or start without --resume.");
  auto done = run_compress(options, recipe, json);
  const bool kept = std::filesystem::exists(options.checkpoint, error);
  if (done && ours) std::filesystem::remove(options.checkpoint, error);
  if (!done && done.error().code == ErrorCode::Cancelled && kept)
    done.error().message += " --resume goes on from '" + options.checkpoint + "'.";
  return done;
}

}  // namespace

void add_train(CommandTree& tree) {
  const auto options = std::make_shared<CompressOptions>();
  CLI::App& command = tree.add("train", "Run a recipe that trains; it can be stopped and resumed",
                               [options](bool json) { return train(*options, json); });
  add_compress_options(command, *options);
  command.get_option("--recipe")->required();
  command.get_option("--data")->required();
  command.add_flag("--resume", options->resume, "Go on from the checkpoint (default: beside the output)");
}

}  // namespace athena::cli
