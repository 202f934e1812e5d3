// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/print_model.h"

namespace athena::cli {
namespace {

struct ProfileOptions {
  std::string model, data;
  bool trust = false;
  int batch = 1, threads = 1;
};

Result<ExitCode> profile(const ProfileOptions& options, bool json) {
  JobRunner jobs;
  ATHENA_ASSIGN(const ModelHandle model, jobs.open(options.model, options.trust));
  ATHENA_ASSIGN(const ModelInfo info,
                jobs.run<ModelInfo>(ProfileRequest{model, options.data, options.batch, options.threads}));
  if (json)
    print_json(json_of(info));
  else
    print_model(info, std::cout);
  return ExitCode::Done;
}

}  // namespace

void add_profile(CommandTree& tree) {
  const auto options = std::make_shared<ProfileOptions>();
  CLI::App& command = tree.add("profile", "Measure each layer's share of the time of a call",
                               [options](bool json) { return profile(*options, json); });
  command.add_option("MODEL", options->model, "TorchScript file")->type_name("FILE")->required();
  add_trust_option(command, options->trust);
  add_data_option(command, options->data);
  add_batch_option(command, "--batch", options->batch, "Samples of the call");
  add_thread_option(command, options->threads);
}

}  // namespace athena::cli
