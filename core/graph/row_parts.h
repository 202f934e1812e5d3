// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

namespace athena {

/// Where an input of a linear layer is asked for its last size, the weight [N, K] tells it: K. Unless the
/// layer's op fails, in which case the call fails anyway.
void know_input_sizes(torch::jit::Graph& graph, const torch::jit::Module& flat);

/// Branches of an attention may use one packed weight as a whole and in parts that overlap (query, key and
/// value for self-attention; query apart from key and value else). Cuts each such use at every boundary, so
/// that a row of the weight belongs to one part only: the whole is the concatenation of its parts' outputs.
void cut_overlapping_rows(const torch::jit::Module& flat);

}  // namespace athena
