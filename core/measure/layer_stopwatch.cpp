// SPDX-License-Identifier: Apache-2.0
#include "core/measure/layer_stopwatch.h"

#include <torch/library.h>

#include <utility>

#include "core/data/binding.h"
#include "core/measure/latency.h"

namespace athena {
namespace {

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

}  // namespace

void insert_layer_begins(torch::jit::Graph& graph) {
  static const auto begins = c10::Symbol::fromQualString("athena_measure::layer_begins");
  graph.insertNode(graph.create(begins, 0));
}

void insert_layer_ends(torch::jit::Graph& graph, std::int64_t layer) {
  static const auto ends = c10::Symbol::fromQualString("athena_measure::layer_ends");
  torch::jit::Value* const index = graph.insertConstant(layer);
  graph.insertNode(graph.create(ends, {index}, 0));
}

void put_stopwatch_around(torch::jit::Node* site, std::int64_t layer) {
  torch::jit::Graph& graph = *site->owningGraph();
  {
    const torch::jit::WithInsertPoint before(site);
    insert_layer_begins(graph);
  }
  const torch::jit::WithInsertPoint behind(site->next());
  insert_layer_ends(graph, layer);
}

Result<LayerTimes> time_layers(const torch::jit::Method& method, const DataSource& data, const Batch& batch,
                               std::size_t layers) {
  Stopwatch watch;
  watch.spent.resize(layers);
  stopwatch = &watch;
  const double begin = watch.clock();
  const auto result = call_method(method, data, batch);
  const double whole = watch.clock() - begin;
  stopwatch = nullptr;
  if (!result) return tl::make_unexpected(result.error());
  return LayerTimes{whole, std::move(watch.spent)};
}

}  // namespace athena
