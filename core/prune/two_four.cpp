// SPDX-License-Identifier: Apache-2.0
#include "core/prune/two_four.h"

#include <ATen/ATen.h>

#include <tuple>

namespace athena {
namespace {

// Marks the half of largest magnitude in each group, which is the last dimension.
at::Tensor largest_half(const at::Tensor& magnitudes) {
  const at::Tensor largest = std::get<1>(at::topk(magnitudes, magnitudes.size(-1) / 2));
  return at::zeros(magnitudes.sizes(), at::kBool).scatter_(-1, largest, true);
}

}  // namespace

Result<at::Tensor> two_four_mask(const at::Tensor& weight) {
  constexpr std::int64_t group = 4;
  if (!weight.defined() || weight.dim() != 2 || !at::isFloatingType(weight.scalar_type()))
    return fail(ErrorCode::InvalidArgument, "Only floating-point matrices can be pruned by 2:4.");
  const at::NoGradGuard no_grad;
  const at::Tensor magnitudes = weight.abs();
  const std::int64_t k = weight.size(1), whole = k / group * group;
  const at::Tensor groups = magnitudes.slice(1, 0, whole).reshape({weight.size(0), k / group, group});
  return at::cat({largest_half(groups).flatten(1), largest_half(magnitudes.slice(1, whole))}, 1);
}

}  // namespace athena
