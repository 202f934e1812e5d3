// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include "athena/types/result.h"

namespace athena {

/// Which weights stay when of each 4 along the inputs, from a multiple of 4 on, the 2 of smallest magnitude
/// become zero: a bool tensor of the shape of weight [N, K], that of torch.ao.pruning.WeightNormSparsifier
/// with blocks of (1, 4) and 2 zeros in each. Of the K % 4 inputs at the end at most half stay: none, 1, 1.
/// Of equal magnitudes LibTorch's topk chooses. A NaN counts as the largest. Mishra et al. 2021,
/// "Accelerating Sparse Deep Neural Networks". InvalidArgument: the weights are no floating-point matrix.
Result<at::Tensor> two_four_mask(const at::Tensor& weight);

}  // namespace athena
