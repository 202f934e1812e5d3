// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_values.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace athena {
namespace {

/// Golden-ratio steps (SplitMix64) keep the seeds of neighbouring streams far apart.
at::Generator generator(RandomStream from) {
  return at::detail::createCPUGenerator(from.seed + from.stream * 0x9E3779B97F4A7C15u);
}

}  // namespace

at::Tensor random_normal(at::IntArrayRef shape, at::ScalarType dtype, RandomStream from) {
  return at::randn(shape, generator(from), at::dtype(at::kFloat)).to(dtype);
}

at::Tensor random_below(std::int64_t below, at::IntArrayRef shape, at::ScalarType dtype, RandomStream from) {
  return at::randint(below, shape, generator(from), at::dtype(at::kLong)).to(dtype);
}

}  // namespace athena
