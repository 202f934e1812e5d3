// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <tuple>

namespace athena {

/// softmax(q k^T * scale + mask, -1) v over the last two dimensions, as at::scaled_dot_product_attention
/// where that is defined alike: four dimensions, fp32 all through, q, k and v of one batch and head count, no
/// gradients, and no row of the mask that is -inf everywhere (NaN by this formula, 0 by that op). Anything
/// else is computed as it is written.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     const std::optional<at::Tensor>& mask, double scale);

/// The same, and the softmax itself, `average`: its mean over the heads, at::mean(1). Sums differ from the
/// formula's by their order; inputs of other dimensions or dtypes, or with gradients, are computed as it is
/// written.
std::tuple<at::Tensor, at::Tensor> attention_and_weights(const at::Tensor& q, const at::Tensor& k,
                                                         const at::Tensor& v,
                                                         const std::optional<at::Tensor>& mask, double scale,
                                                         bool average);

}  // namespace athena
