// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace athena {

/// Where random values come from: the same for the same seed and stream, whatever was drawn before; those of
/// neighbouring streams are not alike.
struct RandomStream {
  std::uint64_t seed = 1, stream = 0;
};

/// Standard normal values of a floating `dtype`.
at::Tensor random_normal(at::IntArrayRef shape, at::ScalarType dtype, RandomStream from);
/// Uniform over 0, ..., below - 1 of any `dtype`.
at::Tensor random_below(std::int64_t below, at::IntArrayRef shape, at::ScalarType dtype, RandomStream from);

}  // namespace athena
