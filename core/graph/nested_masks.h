// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

namespace athena {

/// Takes out the nested tensors that torch.nn.TransformerEncoder makes of a padding mask
/// (aten::_nested_tensor_from_mask), which only LibTorch's fused ops understand: the layers see the padded
/// tensor and the mask, and where the nested tensor became a padded one again, padding is filled as it was
/// there. A use of another shape is left as it is.
void keep_padding(torch::jit::Graph& graph);

}  // namespace athena
