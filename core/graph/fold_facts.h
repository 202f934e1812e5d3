// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <set>
#include <string>

namespace athena {

/// Turns into constants what a graph of a flattened module asks of things that never change: numbers, flags,
/// strings and absent values that no method writes, type and shape of stored tensors, and whether a value is
/// itself. True if the graph changed.
bool fold_facts(torch::jit::Graph& graph, const torch::jit::Module& flat,
                const std::set<std::string>& written);

/// Takes an output of a prim::If that is the same constant in both blocks for that constant, and lets one
/// output stand for those that are the same values in each block. True if the graph changed.
bool merge_equal_outputs(torch::jit::Graph& graph);

/// Lets one of several equal views of one value, in one block, stand for all: `is` then tells that they are
/// the same. True if the graph changed.
bool merge_equal_views(torch::jit::Graph& graph);

/// After a prim::If one of whose blocks raises, its outputs are what the other block gives. True if the graph
/// changed.
bool pass_raising_branches(torch::jit::Graph& graph);

}  // namespace athena
