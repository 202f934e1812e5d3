// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/measure_options.h"
#include "app/cli/run_measurement.h"

namespace athena::cli {
namespace {

Result<ExitCode> benchmark(MeasureRequest request, bool json) {
  // Of itself on random inputs there is nothing to be right about, nor to agree with.
  request.accuracy = !request.data.empty() || !request.against.empty();
  return run_measurement(request, json);
}

}  // namespace

void add_benchmark(CommandTree& tree) {
  const auto request = std::make_shared<MeasureRequest>();
  CLI::App& command = tree.add(
      "benchmark", "Time a model against its original and the fastest fp32 form of that, interleaved",
      [request](bool json) { return benchmark(*request, json); });
  command.add_option("MODEL", request->model, "TorchScript file")->type_name("FILE")->required();
  command.add_option("--against", request->against, "The original; left out: the model itself")
      ->type_name("FILE");
  add_trust_option(command, request->trust);
  add_data_option(command, request->data);
  add_batch_option(command, "--batch", request->options.latency_batch, "Samples of a timed call");
  add_thread_option(command, request->options.threads);
  add_sample_options(command, request->options);
}

}  // namespace athena::cli
