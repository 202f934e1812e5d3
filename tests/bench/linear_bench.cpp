// SPDX-License-Identifier: Apache-2.0
#include "linear_bench.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/kernels/block_linear/block_linear.h"
#include "core/kernels/int4_linear/int4_linear.h"
#include "core/kernels/int8_linear/int8_linear.h"
#include "core/kernels/quantize/quantize.h"
#include "core/kernels/sparse_linear/sparse_linear.h"
#include "core/kernels/two_four_linear/two_four_linear.h"
#include "core/machine/peak.h"
#include "timing.h"

namespace athena::bench {
namespace {

std::vector<float> normal(std::int64_t count) {
  std::mt19937 random(1);
  std::normal_distribution<float> next;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = next(random);
  return values;
}

template <typename Linear>
Result<Linear> pack_int8(const std::vector<float>& weight, Shape shape) {
  std::vector<std::int8_t> values(weight.size());
  std::vector<float> scales(static_cast<std::size_t>(shape.n));
  for (std::int64_t n = 0; n < shape.n; ++n)
    scales[static_cast<std::size_t>(n)] =
        kernels::quantize_channel_s8(weight.data() + n * shape.k, shape.k, values.data() + n * shape.k);
  return Linear::pack({shape.n, shape.k, values.data(), scales.data(), nullptr});
}

// The same weights with `zeros` of their blocks of 16 x 4 set to zero, or of all where the blocks are of 1
// x 1.
std::vector<float> pruned(std::vector<float> weight, Shape shape, double zeros, Shape block) {
  std::mt19937 random(2);
  std::bernoulli_distribution becomes_zero(zeros);
  for (std::int64_t n = 0; n < shape.n; n += block.n)
    for (std::int64_t k = 0; k < shape.k; k += block.k) {
      if (!becomes_zero(random)) continue;
      for (std::int64_t i = n; i < std::min(n + block.n, shape.n); ++i)
        std::fill_n(weight.begin() + i * shape.k + k, std::min(block.k, shape.k - k), 0.0f);
    }
  return weight;
}

// The same weights with the two of smallest magnitude of each four along k set to zero.
std::vector<float> two_of_four(std::vector<float> weight, Shape shape) {
  for (std::int64_t n = 0; n < shape.n; ++n)
    for (std::int64_t k = 0; k + kernels::TwoFourLinear::kGroup <= shape.k;
         k += kernels::TwoFourLinear::kGroup) {
      const auto group = weight.begin() + n * shape.k + k;
      for (std::int64_t zeros = 0; zeros < kernels::TwoFourLinear::kKept; ++zeros)
        *std::min_element(group, group + kernels::TwoFourLinear::kGroup, [](float a, float b) {
          return a != 0 && (b == 0 || std::abs(a) < std::abs(b));
        }) = 0;
    }
  return weight;
}

Result<kernels::Int4Linear> pack_int4(const std::vector<float>& weight, Shape shape, std::int64_t group,
                                      kernels::Int4Mode mode) {
  const std::int64_t groups = kernels::int4_groups(shape.k, group), row_bytes = (shape.k + 1) / 2;
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(shape.k)),
      values(static_cast<std::size_t>(shape.n * row_bytes));
  std::vector<float> scales(static_cast<std::size_t>(shape.n * groups));
  for (std::int64_t n = 0; n < shape.n; ++n) {
    kernels::quantize_channel_int4(weight.data() + n * shape.k, shape.k, group, codes.data(),
                                   scales.data() + n * groups);
    kernels::pack_int4(codes.data(), shape.k, values.data() + n * row_bytes);
  }
  return kernels::Int4Linear::pack({shape.n, shape.k, group, values.data(), scales.data(), nullptr, nullptr},
                                   mode);
}

template <typename Linear>
Figure time_linear(const Linear& linear, const std::string& op, std::int64_t m, double seconds) {
  const std::vector<float> x = normal(m * linear.k());
  std::vector<float> y(static_cast<std::size_t>(m * linear.n()));
  kernels::AlignedBuffer workspace(linear.workspace_bytes(m));
  Figure figure{op, std::string(linear.kernel_name(m)), m, linear.k(), linear.n()};
  figure.peak_gmacs = int8_peak_gmacs(kernels::available_isas().back(), 1, 0.1 * seconds);
  const Timing timing = time_calls(
      [&] {
        linear.run(x.data(), linear.k(), m, kernels::Activation::None, y.data(), linear.n(),
                   workspace.as<char>());
      },
      seconds);
  figure.best_us = timing.best_us;
  figure.median_us = timing.median_us;
  figure.gmacs = static_cast<double>(m * linear.k() * linear.n()) / timing.best_us / 1e3;
  return figure;
}

}  // namespace

Result<std::vector<Figure>> bench_linear(Shape shape, std::int64_t m, double seconds) {
  const std::vector<float> weight = normal(shape.n * shape.k);
  std::vector<Figure> figures;
  ATHENA_ASSIGN(const auto int8, pack_int8<kernels::Int8Linear>(weight, shape));
  figures.push_back(time_linear(int8, "int8-dynamic", m, seconds));
  for (const std::int64_t group : {32, 128})
    for (const auto mode : {kernels::Int4Mode::DynamicInt8, kernels::Int4Mode::WeightOnly}) {
      ATHENA_ASSIGN(const kernels::Int4Linear int4, pack_int4(weight, shape, group, mode));
      const std::string op = mode == kernels::Int4Mode::DynamicInt8 ? "int4-dynamic" : "int4-weight";
      figures.push_back(time_linear(int4, op + ":g=" + std::to_string(group), m, seconds));
    }
  for (const int percent : {50, 80, 90, 95}) {
    const std::vector<float> left = pruned(weight, shape, percent / 100.0, {1, 1});
    ATHENA_ASSIGN(const auto sparse, kernels::SparseLinear::pack({shape.n, shape.k, left.data(), nullptr}));
    figures.push_back(time_linear(sparse, "sparse-fp32:" + std::to_string(percent) + "%", m, seconds));
  }
  for (const int percent : {50, 75, 90}) {
    ATHENA_ASSIGN(const auto block,
                  pack_int8<kernels::BlockLinear>(pruned(weight, shape, percent / 100.0, {4, 16}), shape));
    figures.push_back(time_linear(block, "sparse-int8:" + std::to_string(percent) + "%", m, seconds));
  }
  if (shape.k % kernels::TwoFourLinear::kGroup == 0) {
    ATHENA_ASSIGN(const auto pattern, pack_int8<kernels::TwoFourLinear>(two_of_four(weight, shape), shape));
    figures.push_back(time_linear(pattern, "sparse-int8:2:4", m, seconds));
  }
  return figures;
}

}  // namespace athena::bench
