// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/print_layer_speeds.h"
#include "app/cli/print_machine.h"

namespace athena::cli {
namespace {

struct MachineOptions {
  std::string model;  // empty: the machine alone
  bool trust = false;
  MachineRequest request;
};

Result<ExitCode> machine(MachineOptions options, bool json) {
  JobRunner jobs;
  if (!options.model.empty()) {
    ATHENA_ASSIGN(options.request.model, jobs.open(options.model, options.trust));
  }
  ATHENA_ASSIGN(const MachineReport report, jobs.run<MachineReport>(options.request));
  if (json) {
    print_json(json_of(report));
    return ExitCode::Done;
  }
  print_machine(report, std::cout);
  if (report.batch > 0) print_layer_speeds(report, std::cout);
  return ExitCode::Done;
}

}  // namespace

void add_machine(CommandTree& tree) {
  const auto options = std::make_shared<MachineOptions>();
  CLI::App& command =
      tree.add("machine",
               "Measure what this machine can reach and, with a model, the time of its layers in each scheme",
               [options](bool json) { return machine(*options, json); });
  CLI::Option* const model =
      command.add_option("MODEL", options->model, "TorchScript file")->type_name("FILE");
  add_trust_option(command, options->trust);
  add_data_option(command, options->request.data);
  add_batch_option(command, "--batch", options->request.batch, "Samples of the call");
  add_thread_option(command, options->request.threads);
  for (const char* of_a_model : {"--trust", "--data", "--batch"})
    command.get_option(of_a_model)->needs(model);
}

}  // namespace athena::cli
