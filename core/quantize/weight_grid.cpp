// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/weight_grid.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

#include "core/quantize/pack_linear.h"

namespace athena {
namespace {

/// How many codes int8 and int4 have on either side of 0, without zero points.
constexpr int kInt8Reach = 127, kInt4Reach = 7, kInt4Codes = 16;

void add_levels(const LinearData& data, QuantizationGrid& grid) {
  const at::Tensor scales = data.scales.to(at::kFloat);
  grid.scales = scales.numel();
  grid.smallest_step = scales.min().item<double>();
  grid.largest_step = scales.max().item<double>();
  if (data.zero_points.defined()) {
    const auto zero = data.zero_points.flatten()[scales.argmax()].item<double>();
    grid.first_level = -zero * grid.largest_step;
    grid.levels = kInt4Codes;
    return;
  }
  const int reach = is_int4(data.scheme) ? kInt4Reach : kInt8Reach;
  grid.first_level = -reach * grid.largest_step;
  grid.levels = 2 * reach + 1;
}

double decibels(double signal, double noise) {
  return noise > 0 ? 10 * std::log10(signal / noise) : std::numeric_limits<double>::infinity();
}

}  // namespace

Result<QuantizationGrid> weight_grid(const at::Tensor& rows, std::string_view scheme,
                                     const Parameters& parameters) {
  const at::NoGradGuard no_grad;
  const at::Tensor weights = rows.detach().to(at::kFloat).contiguous();
  ATHENA_ASSIGN(const LinearData data, pack_linear(weights, {}, scheme, parameters));
  QuantizationGrid grid;
  grid.scheme = scheme;
  if (data.scales.defined() && data.scales.numel() > 0) add_levels(data, grid);
  if (weights.numel() == 0) return grid;
  const at::Tensor error = dequantize(data) - weights;
  grid.largest_error = error.abs().max().item<double>();
  grid.sqnr_db = decibels(weights.square().sum(at::kDouble).item<double>(),
                          error.square().sum(at::kDouble).item<double>());
  return grid;
}

}  // namespace athena
