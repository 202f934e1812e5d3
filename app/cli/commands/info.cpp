// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/print_model.h"
#include "app/cli/print_weights.h"
#include "athena/recipe.h"

namespace athena::cli {
namespace {

struct InfoOptions {
  std::string model, layer, scheme = "fp32";
  int bins = 16;
  bool outline = false, tensors = false;
  bool trust = false;
};

/// "int4-weight:g=32" as a rule of --set has it.
Result<WeightsRequest> weights_request(const InfoOptions& options, ModelHandle model) {
  ATHENA_ASSIGN(const Rule rule, parse_set_rule("*=" + options.scheme));
  return WeightsRequest{std::move(model), options.layer, options.bins, rule.method, rule.parameters};
}

Result<ExitCode> info_of_layer(const InfoOptions& options, JobRunner& jobs, ModelHandle model, bool json) {
  ATHENA_ASSIGN(WeightsRequest request, weights_request(options, std::move(model)));
  ATHENA_ASSIGN(const WeightStatistics weights, jobs.run<WeightStatistics>(std::move(request)));
  if (json)
    print_json(json_of(weights));
  else
    print_weights(weights, std::cout);
  return ExitCode::Done;
}

Result<ExitCode> outline_of(JobRunner& jobs, const ModelHandle& model, bool json) {
  ATHENA_ASSIGN(const ModelOutline outline, jobs.run<ModelOutline>(OutlineRequest{model}));
  if (json)
    print_json(json_of(outline));
  else
    print_outline(outline, std::cout);
  return ExitCode::Done;
}

Result<ExitCode> info(const InfoOptions& options, bool json) {
  JobRunner jobs;
  ATHENA_ASSIGN(const ModelHandle model, jobs.open(options.model, options.trust));
  if (!options.layer.empty()) return info_of_layer(options, jobs, model, json);
  if (options.outline) return outline_of(jobs, model, json);
  if (json)
    print_json(json_of(model->info()));
  else if (options.tensors)
    print_tensors(model->info(), std::cout);
  else
    print_model(model->info(), std::cout);
  return ExitCode::Done;
}

}  // namespace

void add_info(CommandTree& tree) {
  const auto options = std::make_shared<InfoOptions>();
  CLI::App& command = tree.add("info", "List a model's methods and layers, or look into one layer's weights",
                               [options](bool json) { return info(*options, json); });
  command.add_option("MODEL", options->model, "TorchScript file")->type_name("FILE")->required();
  command.add_flag("--outline", options->outline, "Show control flow, with the layers in their order");
  CLI::Option* tensors =
      command.add_flag("--tensors", options->tensors, "List every stored tensor and what becomes of it")
          ->excludes("--outline");
  CLI::Option* layer =
      command.add_option("--layer", options->layer, "Range, percentiles and histogram of its weights")
          ->type_name("PATH");
  command.add_option("--scheme", options->scheme, "Its grid over them too: int8-dynamic, int4-weight:g=64")
      ->type_name("SCHEME")
      ->needs(layer);
  command.add_option("--bins", options->bins, "Of the histogram")
      ->type_name("N")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str()
      ->needs(layer);
  layer->excludes("--outline")->excludes(tensors);
  add_trust_option(command, options->trust);
}

}  // namespace athena::cli
