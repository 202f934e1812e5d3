// SPDX-License-Identifier: Apache-2.0
#include "core/recover/gptq.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/kernels/quantize/quantize.h"

namespace athena {
namespace {

constexpr std::int64_t kBlock = 128;  // columns whose errors reach the rest in one product

/// The upper Cholesky factor of the inverse of the damped moment: row k says how an error in column k is best
/// made up for by the columns behind it.
Result<at::Tensor> compensation(const at::Tensor& moment, double damping) {
  at::Tensor damped = moment.clone();
  at::Tensor diagonal = damped.diagonal();
  const double mean = diagonal.mean().item<double>();
  diagonal.add_(mean > 0 ? damping * mean : 1.0);
  const at::Tensor inverse = at::cholesky_inverse(at::linalg_cholesky(damped));
  return at::linalg_cholesky(inverse, /*upper=*/true);
}

Status check(const at::Tensor& weight, const at::Tensor& moment, const at::Tensor& mask) {
  if (weight.dim() != 2 || moment.dim() != 2 || moment.size(0) != weight.size(1) ||
      moment.size(1) != weight.size(1) || (mask.defined() && mask.sizes() != weight.sizes()))
    return fail(ErrorCode::InvalidArgument, "The weights, their mask and what they met do not fit together.");
  if (!at::isfinite(moment).all().item<bool>())
    return fail(ErrorCode::InvalidArgument,
                "The layer met inputs that are NaN or infinite, or overflow when squared.");
  return {};
}

/// The grid of one group of every row; all [N].
struct GroupGrid {
  at::Tensor scale, lowest, highest;   // a value is a code from lowest to highest times the scale
  at::Tensor low_column, high_column;  // whose codes are lowest and highest, so that the range stays: -1 for
                                       // none; the same column for either, as the weight's sign is
};

/// What is stored for scales [N] of fp64.
at::Tensor stored_scales(const at::Tensor& scales, bool half) {
  if (!half) return scales;
  at::Tensor stored = scales.to(at::kFloat);
  auto* values = stored.mutable_data_ptr<float>();
  std::transform(values, values + stored.numel(), values, kernels::stored_half_scale);
  return stored.to(at::kDouble);
}

GroupGrid symmetric_grid(const at::Tensor& group, const IntegerGrid& grid) {
  const auto most = static_cast<double>(grid.most);
  const auto [largest, column] = group.abs().max(1);
  const at::Tensor one = at::ones_like(largest);
  return {stored_scales(at::where(largest > 0, largest / most, one), grid.half_scales), one * -most,
          one * most, column, column};
}

GroupGrid asymmetric_grid(const at::Tensor& group, const IntegerGrid& grid) {
  const auto most = static_cast<double>(grid.most);
  const auto [least, low_column] = group.min(1);
  const auto [greatest, high_column] = group.max(1);
  const at::Tensor low = least.clamp_max(0), range = greatest.clamp_min(0) - low;
  const at::Tensor scale =
      stored_scales(at::where(range > 0, range / most, at::ones_like(range)), grid.half_scales);
  const at::Tensor zero = at::clamp(at::round(-low / scale), 0, most);
  const at::Tensor none = at::full_like(low_column, -1);
  return {scale, -zero, most - zero, at::where(least < 0, low_column, none),
          at::where(greatest > 0, high_column, none)};
}

/// The codes [N] of a group's column.
at::Tensor codes_of(const at::Tensor& weights, const GroupGrid& grid, std::int64_t column) {
  const at::Tensor codes =
      at::minimum(at::maximum(at::round(weights / grid.scale), grid.lowest), grid.highest);
  const at::Tensor low = grid.low_column == column, high = grid.high_column == column;
  const at::Tensor one_end = at::where(low, grid.lowest, at::where(high, grid.highest, codes));
  return at::where(low.logical_and(high), at::sign(weights) * grid.highest, one_end);
}

}  // namespace

Result<at::Tensor> round_by_moment(const at::Tensor& weight, const at::Tensor& moment, IntegerGrid grid,
                                   const at::Tensor& mask, double damping, const JobContext& job) {
  ATHENA_TRY(check(weight, moment, mask));
  const at::NoGradGuard no_grad;
  const std::int64_t depth = weight.size(1);
  if (weight.numel() == 0) return weight.clone();
  ATHENA_ASSIGN(const at::Tensor factor, compensation(moment, damping));
  at::Tensor left = weight.to(at::kDouble).clone();
  if (mask.defined()) left.mul_(mask);
  const at::Tensor rounded = at::zeros_like(left);
  const std::int64_t group = grid.group > 0 ? std::min(grid.group, depth) : depth;
  GroupGrid of_group;
  std::int64_t group_begin = 0;
  for (std::int64_t begin = 0; begin < depth; begin += kBlock) {
    ATHENA_TRY(job.poll());
    const std::int64_t end = std::min(begin + kBlock, depth);
    const at::Tensor errors = at::zeros({weight.size(0), end - begin}, at::kDouble);
    for (std::int64_t k = begin; k < end; ++k) {
      if (k % group == 0) {
        group_begin = k;
        at::Tensor weights = left.slice(1, k, std::min(k + group, depth));
        if (mask.defined()) weights = weights * mask.slice(1, k, k + weights.size(1));
        of_group = grid.zero_points ? asymmetric_grid(weights, grid) : symmetric_grid(weights, grid);
        if (!at::isfinite(of_group.scale).all().item<bool>())
          return fail(ErrorCode::InvalidArgument, "Scales are too large for fp16; use scales=fp32.");
      }
      const at::Tensor column = left.select(1, k);
      at::Tensor codes = codes_of(column, of_group, k - group_begin);
      if (mask.defined()) codes = codes * mask.select(1, k);
      const at::Tensor values = codes * of_group.scale;
      rounded.select(1, k).copy_(values);
      const at::Tensor error = (column - values) / factor[k][k];
      errors.select(1, k - begin).copy_(error);
      if (k + 1 < end) left.slice(1, k + 1, end).addr_(error, factor[k].slice(0, k + 1, end), 1, -1);
    }
    if (end < depth) left.slice(1, end).addmm_(errors, factor.slice(0, begin, end).slice(1, end), 1, -1);
  }
  return rounded.to(at::kFloat);
}

}  // namespace athena
