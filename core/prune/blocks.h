// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include "athena/types/result.h"

namespace athena {

/// Which weights stay when the round(amount * B) of B blocks with the smallest sum of magnitudes become zero:
/// a bool tensor of the shape of weight [N, K]. Blocks are 16 outputs by 4 inputs from a multiple of each on,
/// as the block-sparse kernel leaves them out; those at the end of a ragged matrix hold what is there. Halves
/// round to even; of equal sums LibTorch's topk chooses. A NaN counts as the largest.
/// InvalidArgument: amount is outside [0, 1], or the weights are no floating-point matrix.
Result<at::Tensor> block_mask(const at::Tensor& weight, double amount);

}  // namespace athena
