// SPDX-License-Identifier: Apache-2.0
#include "app/cli/compress_options.h"

#include <filesystem>

#include "app/cli/measure_options.h"
#include "app/cli/method_help.h"

namespace athena::cli {

void add_compress_options(CLI::App& command, CompressOptions& options) {
  command.add_option("MODEL", options.model, "TorchScript file; it is never changed")
      ->type_name("FILE")
      ->required();
  command.add_option("--recipe", options.recipe.file, "The recipe's JSON file")->type_name("FILE");
  add_trust_option(command, options.trust);
  add_rule_options(command, options.recipe);
  add_data_option(command, options.data);
  command
      .add_option("-o,--output", options.output,
                  "Where the compressed model goes; left out: into the session, or MODEL.compressed.pt here")
      ->type_name("FILE");
  command.add_option("--session", options.session, "Session that keeps the variant; made if need be")
      ->type_name("FILE");
  command.add_option("--name", options.name, "Name of the variant; left out: the recipe's")
      ->type_name("NAME");
  command.add_flag("--strict", options.strict, "Every layer that is skipped is an error");
  command.add_flag("--no-measure", options.no_measure, "Write the model only");
  command.add_flag("!--no-latency", options.measure.latency, "Measure everything but time");
  command
      .add_option(
          "--require-coverage", options.require_coverage,
          "Least share, 0 to 1, of the multiply-adds by stored weights that has to be done in integers")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0))
      ->excludes(command.get_option("--no-measure"));
  add_batch_option(command, "--batch", options.measure.batch, "Samples of a call when accuracy is measured");
  add_batch_option(command, "--latency-batch", options.measure.latency_batch, "Samples of a timed call");
  add_thread_option(command, options.measure.threads);
  add_sample_options(command, options.measure);
  command
      .add_option("--checkpoint", options.checkpoint, "Where the state of a training is kept, to resume from")
      ->type_name("FILE");
  command.footer(method_help());
}

std::string default_output(const CompressOptions& options) {
  return std::filesystem::path(options.model).stem().string() + ".compressed.pt";
}

}  // namespace athena::cli
