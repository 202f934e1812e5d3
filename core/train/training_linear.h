// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <ATen/core/symbol.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace athena {

/// The scheme of LinearScheme by its name, "fp32" too.
struct TrainingScheme {
  std::string_view name = "fp32";
  std::int64_t group = 0;
  bool zero_points = false, half_scales = false;
};

/// The op `athena_train::linear(Tensor x, Tensor weight, Tensor? bias, str scheme, int group, bool zp,
/// bool half_scales, Tensor? mask) -> Tensor`, a Linear layer as it will be once `weight * mask` is stored by
/// `scheme` ("fp32": as it is).
///
/// x [..., K], weight [N, K], bias [N], all fp32; mask bool [N, K]. Forward, the weights are packed and run
/// by the kernels themselves, so the result is the packed layer's, bit for bit. Backward, rounding counts as
/// the identity (straight-through estimator, Bengio et al. 2013): a gradient passes wherever the value was
/// rounded and not clipped, and meets the rounded values of the other operand. Weight scales never clip, with
/// zero points neither: a clipped end of a range is half a step away, as if it were rounded; of the
/// activations only those that the rounded zero point pushes out of [0, 255] do. Throws c10::Error: other
/// types and shapes, or weights that the scheme cannot store.
at::Tensor training_linear(const at::Tensor& x, const at::Tensor& weight,
                           const std::optional<at::Tensor>& bias, const TrainingScheme& scheme,
                           const std::optional<at::Tensor>& mask);

/// "athena_train::linear"; asking for it makes sure that the op is linked in.
c10::Symbol training_linear_symbol();

}  // namespace athena
