// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/measure_options.h"
#include "app/cli/run_measurement.h"

namespace athena::cli {

void add_evaluate(CommandTree& tree) {
  const auto request = std::make_shared<MeasureRequest>();
  request->options.latency = false;
  CLI::App& command = tree.add("evaluate", "Measure a model's accuracy, and its agreement with another",
                               [request](bool json) { return run_measurement(*request, json); });
  command.add_option("MODEL", request->model, "TorchScript file")->type_name("FILE")->required();
  command.add_option("--against", request->against, "The original; left out: the model itself")
      ->type_name("FILE");
  add_trust_option(command, request->trust);
  add_data_option(command, request->data);
  command.get_option("--data")->required();
  add_batch_option(command, "--batch", request->options.batch, "Samples of a call");
  add_thread_option(command, request->options.threads);
  add_sample_options(command, request->options);
}

}  // namespace athena::cli
