// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

namespace athena {

bool is_fused_encoder_layer(const torch::jit::Node* node);  // aten::_transformer_encoder_layer_fwd
bool is_fused_attention(const torch::jit::Node* node);      // aten::_native_multi_head_attention

/// Decides every prim::If one of whose blocks holds LibTorch's fused Transformer ops against that block. They
/// take the stored weights as arguments and give, within rounding, what the other block computes from its
/// parts.
void refuse_fused_branches(torch::jit::Graph& graph);

}  // namespace athena
