// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include "athena/types/result.h"

namespace athena {

/// Which weights stay when the round(amount * numel) of smallest magnitude become zero: a bool tensor of the
/// weights' shape, torch.nn.utils.prune.l1_unstructured's mask exactly (halves round to even; of equal
/// magnitudes LibTorch's topk chooses). A NaN counts as the largest.
/// InvalidArgument: amount is outside [0, 1], or the weights are not floating-point numbers.
Result<at::Tensor> magnitude_mask(const at::Tensor& weight, double amount);

}  // namespace athena
