// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

namespace athena {

/// Decides every prim::If one of whose blocks holds LibTorch's fused Transformer ops
/// (aten::_transformer_encoder_layer_fwd, aten::_native_multi_head_attention) against that block. They take
/// the stored weights as arguments and give, within rounding, what the other block computes from its parts.
void refuse_fused_branches(torch::jit::Graph& graph);

}  // namespace athena
