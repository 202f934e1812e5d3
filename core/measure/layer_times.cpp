// SPDX-License-Identifier: Apache-2.0
#include "core/measure/layer_times.h"

#include <torch/library.h>

#include <utility>

#include "core/data/binding.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/measure/latency.h"

namespace athena {
namespace {

/// Milliseconds that one call spends in each layer.
struct Stopwatch {
  Clock clock = steady_clock_ms();
  double started = 0;
  std::vector<double> spent;
};

/// Of the call under way on this thread: the interpreter hands an op nothing but its operands.
thread_local Stopwatch* stopwatch = nullptr;

void layer_begins() {
  if (stopwatch) stopwatch->started = stopwatch->clock();
}

void layer_ends(std::int64_t layer) {
  if (stopwatch) stopwatch->spent[static_cast<std::size_t>(layer)] += stopwatch->clock() - stopwatch->started;
}

/// An analysis other than CONSERVATIVE would take the ops for pure, and move or drop them.
TORCH_LIBRARY(athena_measure, library) {
  library.def(torch::schema("layer_begins() -> ()", c10::AliasAnalysisKind::CONSERVATIVE), &layer_begins);
  library.def(torch::schema("layer_ends(int layer) -> ()", c10::AliasAnalysisKind::CONSERVATIVE),
              &layer_ends);
}

void put_stopwatch_around(torch::jit::Node* site, std::int64_t layer) {
  static const auto begins = c10::Symbol::fromQualString("athena_measure::layer_begins");
  static const auto ends = c10::Symbol::fromQualString("athena_measure::layer_ends");
  torch::jit::Graph& graph = *site->owningGraph();
  graph.create(begins, 0)->insertBefore(site);
  torch::jit::Node* const end = graph.create(ends, 0)->insertAfter(site);
  const torch::jit::WithInsertPoint before(end);
  end->addInput(graph.insertConstant(layer));
}

/// Runs the method once; each layer's share of it.
Result<std::vector<double>> time_call(const torch::jit::Method& method, const DataSource& data,
                                      const Batch& batch, std::size_t layers) {
  Stopwatch watch;
  watch.spent.resize(layers);
  stopwatch = &watch;
  const double begin = watch.clock();
  const auto result = call_method(method, data, batch);
  const double whole = watch.clock() - begin;
  stopwatch = nullptr;
  if (!result) return tl::make_unexpected(result.error());
  for (double& ms : watch.spent) ms /= whole;
  return std::move(watch.spent);
}

}  // namespace

Result<std::map<std::string, double>> layer_time_shares(const torch::jit::Module& settled,
                                                        const DataSource& data, const Batch& batch,
                                                        const LayerTimesOptions& options,
                                                        const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Module timed, flatten(settled));
  const std::vector<StoredLayer> layers = find_layers(timed);
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    for (const LayerSite& site : layers[layer].sites)
      put_stopwatch_around(site.node, static_cast<std::int64_t>(layer));
  const auto method = timed.find_method(options.method);
  if (!method) return fail(ErrorCode::InvalidArgument, "The model has no method '" + options.method + "'.");

  const at::NoGradGuard no_grad;
  std::vector<std::vector<double>> shares(layers.size());
  for (int call = 0; call < options.warm_up + options.calls; ++call) {
    ATHENA_TRY(job.poll());
    ATHENA_ASSIGN(const std::vector<double> share, time_call(*method, data, batch, layers.size()));
    if (call >= options.warm_up)
      for (std::size_t layer = 0; layer < layers.size(); ++layer) shares[layer].push_back(share[layer]);
    job.progress(double(call + 1) / (options.warm_up + options.calls), "timing every layer");
  }
  std::map<std::string, double> medians;
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    if (!layers[layer].sites.empty()) medians[layers[layer].info.path] = median_of(shares[layer]);
  return medians;
}

}  // namespace athena
