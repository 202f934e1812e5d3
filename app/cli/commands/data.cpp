// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/print_data.h"
#include "athena/data_draft.h"

namespace athena::cli {
namespace {

struct DataOptions {
  std::vector<std::string> files;
  std::vector<std::string> random;  // "NAME=DTYPE[SHAPE]"
  std::string model, output, label, metric, scored;
  std::vector<std::string> inputs;  // "ARGUMENT=COLUMN or ARGUMENT=VALUE"
  int samples = 3;
  bool trust = false;
};

/// The model's description; null where none was named.
Result<std::optional<ModelInfo>> model_of(const DataOptions& options) {
  if (options.model.empty()) return std::nullopt;
  JobRunner jobs;
  ATHENA_ASSIGN(const ModelHandle model, jobs.open(options.model, options.trust));
  return model->info();
}

Status choose_input(DataDraft& draft, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos)
    return fail(ErrorCode::InvalidArgument,
                "--input '" + text + "' must be ARGUMENT=COLUMN or ARGUMENT=VALUE.");
  InputChoice chosen{text.substr(0, equals), {}, {}, {}, {}, {}};
  feed(chosen, text.substr(equals + 1), draft);
  for (InputChoice& input : draft.inputs)
    if (input.argument == chosen.argument) {
      chosen.type = input.type;
      input = std::move(chosen);
      return {};
    }
  draft.inputs.push_back(std::move(chosen));
  return {};
}

Status choose(DataDraft& draft, const DataOptions& options) {
  if (!options.inputs.empty() && options.model.empty())
    draft.inputs.clear();  // what is named is all there is
  for (const std::string& input : options.inputs) ATHENA_TRY(choose_input(draft, input));
  if (!options.label.empty()) draft.label = options.label == "none" ? "" : options.label;
  if (!options.metric.empty()) draft.metric = options.metric;
  if (!options.scored.empty()) draft.output = options.scored;
  return {};
}

void print(const DataDraft& draft, const DataPreview& preview, const std::string& output, bool json) {
  if (json) {
    Json object = json_of(draft);
    object["preview"] = json_of(preview);
    if (!output.empty()) object["file"] = output;
    print_json(object);
    return;
  }
  print_draft(draft, std::cout);
  print_preview(preview, std::cout);
  if (!output.empty()) std::cout << "written to " << output << "\n";
}

Result<ExitCode> make_file(const DataOptions& options, bool json) {
  ATHENA_ASSIGN(const auto model, model_of(options));
  const ModelInfo* info = model ? &*model : nullptr;
  ATHENA_ASSIGN(DataDraft draft,
                options.random.empty() ? guess_data(options.files, info) : random_data(options.random, info));
  ATHENA_TRY(choose(draft, options));
  ATHENA_ASSIGN(const DataPreview preview, preview_data(draft, options.samples));
  ATHENA_TRY(save_data_draft(draft, options.output));
  print(draft, preview, options.output, json);
  return ExitCode::Done;
}

Result<ExitCode> show(const DataOptions& options, bool json) {
  ATHENA_ASSIGN(const auto model, model_of(options));
  ATHENA_ASSIGN(const DataDraft draft, draft_of_data(options.files.front(), model ? &*model : nullptr));
  ATHENA_ASSIGN(const DataPreview preview, preview_data(draft, options.samples));
  print(draft, preview, "", json);
  return ExitCode::Done;
}

void add_common(CLI::App& command, DataOptions& options) {
  command.add_option("--model", options.model, "Model whose arguments the columns are bound to")
      ->type_name("FILE");
  command.add_option("--samples", options.samples, "First samples to show")
      ->capture_default_str()
      ->type_name("N")
      ->check(CLI::Range(0, 100));
  add_trust_option(command, options.trust);
}

}  // namespace

void add_data(CommandTree& tree) {
  CLI::App& group = tree.add_group("data", "Make and look at data files");
  const auto made = std::make_shared<DataOptions>();
  CLI::App& make = tree.add(
      "new", "Make a data file, with a binding guessed from names, types and shapes",
      [made](bool json) { return make_file(*made, json); }, &group);
  CLI::Option_group& source = *make.add_option_group("Samples", "Files, or random inputs");
  source.require_option(1);
  source
      .add_option("FILES", made->files, ".npz, .npy, .csv, .pt, .txt, IDX files, folders of images per class")
      ->type_name("PATH");
  source
      .add_option("--random", made->random,
                  "In place of files a column of random inputs, NAME=float32[3,224,224], "
                  "NAME=int64[16]<30522 or NAME=int64[16]=1")
      ->type_name("COLUMN");
  make.add_option("-o,--output", made->output, "The data file, NAME.data.json")
      ->type_name("FILE")
      ->required();
  make.add_option(
          "--input", made->inputs,
          "What feeds an argument: ARGUMENT=COLUMN, or ARGUMENT=VALUE in JSON that every sample is given")
      ->type_name("BINDING");
  make.add_option("--label", made->label, "Column that outputs are scored against, or none")
      ->type_name("COLUMN");
  make.add_option("--scored", made->scored, "Element of the output that is scored: 0, logits, 1.hidden")
      ->type_name("PATH");
  make.add_option("--metric", made->metric, "How outputs are scored")
      ->type_name("NAME")
      ->check(CLI::IsMember(data_metrics()));
  add_common(make, *made);

  const auto shown = std::make_shared<DataOptions>();
  shown->files.resize(1);
  CLI::App& look = tree.add(
      "show", "Print what a data file binds, its splits and first samples",
      [shown](bool json) { return show(*shown, json); }, &group);
  look.add_option("DATA", shown->files.front(), "Data file, folder, or IDX images file")
      ->type_name("PATH")
      ->required();
  add_common(look, *shown);
}

}  // namespace athena::cli
