// SPDX-License-Identifier: Apache-2.0
#include "core/prune/magnitude.h"

#include <ATen/ATen.h>

#include <cmath>
#include <string>
#include <tuple>

namespace athena {

Result<at::Tensor> magnitude_mask(const at::Tensor& weight, double amount) {
  if (!(amount >= 0 && amount <= 1))
    return fail(ErrorCode::InvalidArgument,
                "An amount of " + std::to_string(amount) + " to prune; it must be between 0 and 1.");
  if (!weight.defined() || !at::isFloatingType(weight.scalar_type()))
    return fail(ErrorCode::InvalidArgument, "Only floating-point weights can be pruned by magnitude.");
  const at::NoGradGuard no_grad;
  // std::nearbyint rounds ties to even, as Python's round does.
  const auto zeros = static_cast<std::int64_t>(std::nearbyint(amount * static_cast<double>(weight.numel())));
  at::Tensor mask = at::ones({weight.numel()}, at::kBool);
  if (zeros > 0) {
    const at::Tensor smallest =
        std::get<1>(at::topk(weight.abs().reshape({-1}), zeros, /*dim=*/-1, /*largest=*/false));
    mask.index_fill_(0, smallest, false);
  }
  return mask.reshape(weight.sizes());
}

}  // namespace athena
