// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <vector>

#include "core/data/data_source.h"

namespace athena {

/// What one call spent, ms: between the two ops around each of its layers, and altogether.
struct LayerTimes {
  double whole = 0;
  std::vector<double> layers;  // 0 for one that the call did not reach
};

/// Ops at the graph's insertion point that start and stop the watch of the `layer`-th layer. A site's own are
/// not nested in another's.
void insert_layer_begins(torch::jit::Graph& graph);
void insert_layer_ends(torch::jit::Graph& graph, std::int64_t layer);
/// Both, around a node.
void put_stopwatch_around(torch::jit::Node* site, std::int64_t layer);

/// Runs a method with such ops for `layers` layers once. InvalidArgument: inputs it refuses.
Result<LayerTimes> time_layers(const torch::jit::Method& method, const DataSource& data, const Batch& batch,
                               std::size_t layers);

}  // namespace athena
