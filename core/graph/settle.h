// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include "athena/types/result.h"

namespace athena {

/// A flattened copy with every branch folded that is decided by attributes no method writes, by `training`,
/// or by the identity, type and shape of stored tensors; and with LibTorch's fused branches for Transformers
/// (aten::_transformer_encoder_layer_fwd, aten::_native_multi_head_attention) refused, since they would take
/// the stored weights past every rewritten site. `module` must be in evaluation mode. Errors: those of
/// flatten().
Result<torch::jit::Module> settle(const torch::jit::Module& module);

/// prim::If and prim::Loop in a graph, in all blocks.
struct ControlFlow {
  int ifs = 0, loops = 0;
};
ControlFlow control_flow(const torch::jit::Graph& graph);

}  // namespace athena
