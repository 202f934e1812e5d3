// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <memory>

namespace athena {

/// Takes away what a graph dequantizes only to quantize it the same way again, also around a max pooling, and
/// ReLUs of codes that have no negative ones. What is dequantized after that has its channels last in memory:
/// ops that might mind are given a contiguous copy. The graph must not have run.
void keep_codes(const std::shared_ptr<torch::jit::Graph>& graph);

}  // namespace athena
