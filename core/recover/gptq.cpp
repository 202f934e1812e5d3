// SPDX-License-Identifier: Apache-2.0
#include "core/recover/gptq.h"

#include <ATen/ATen.h>

#include <algorithm>

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

/// One group's scales and the columns of its largest weights, each [N].
struct GroupScale {
  at::Tensor scale, extreme;
};

GroupScale scale_of(const at::Tensor& group, std::int64_t most) {
  const auto [largest, column] = group.abs().max(1);
  const at::Tensor scale =
      at::where(largest > 0, largest / static_cast<double>(most), at::ones_like(largest));
  return {scale, column};
}

}  // namespace

Result<at::Tensor> round_by_moment(const at::Tensor& weight, const at::Tensor& moment, SymmetricGrid grid,
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
  const auto most = static_cast<double>(grid.most);
  GroupScale scale;
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
        scale = scale_of(weights, grid.most);
      }
      const at::Tensor column = left.select(1, k);
      at::Tensor codes = at::clamp(at::round(column / scale.scale), -most, most);
      codes = at::where(scale.extreme == k - group_begin, at::sign(column) * most, codes);
      if (mask.defined()) codes = codes * mask.select(1, k);
      const at::Tensor values = codes * scale.scale;
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
