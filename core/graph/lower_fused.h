// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

namespace athena {

/// Takes LibTorch's fused Transformer ops (aten::_transformer_encoder_layer_fwd,
/// aten::_native_multi_head_attention) apart into linear layers, norms and attention, so that each weight has
/// a site of its own. A file traced in evaluation mode holds nothing but the fused op.
void lower_fused(torch::jit::Graph& graph);

}  // namespace athena
