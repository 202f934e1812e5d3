// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <utility>
#include <vector>

#include "core/measure/bootstrap.h"
#include "core/measure/interval.h"
#include "core/measure/meters.h"

namespace athena {
namespace {

/// From sums of n, t, t^2 and (t - o)^2.
at::Tensor r2_of(const at::Tensor& sums) {
  const at::Tensor n = sums.select(1, 0), t = sums.select(1, 1);
  const at::Tensor spread = sums.select(1, 2).sub(t.square().div(n));
  return sums.select(1, 3).div(spread).neg().add(1);
}

std::vector<std::int64_t> without_ones(const at::Tensor& tensor) {
  std::vector<std::int64_t> sizes;
  for (const std::int64_t size : tensor.sizes().slice(1))
    if (size != 1) sizes.push_back(size);
  return sizes;
}

/// Real numbers, one or more per sample.
class RealMeter : public MetricMeter {
 public:
  explicit RealMeter(std::string asked) : asked_(std::move(asked)) {}

  Status add(const at::Tensor& output, const at::Tensor& target, std::int64_t) override {
    const bool fits = output.is_floating_point() && output.dim() > 0 && target.dim() > 0 &&
                      output.size(0) == target.size(0) && without_ones(output) == without_ones(target);
    if (!fits)
      return shapes_do_not_fit("The metric " + (asked_.empty() ? "mse" : asked_),
                               "numbers of the labels' shape", output, target);
    const at::Tensor t = target.to(at::kDouble).reshape({target.size(0), -1});
    const at::Tensor error = output.to(at::kDouble).reshape({output.size(0), -1}).sub(t);
    squared_.add(error.square().mean(1));
    absolute_.add(error.abs().mean(1));
    if (samples_ == 0) shift_ = t.mean().item<double>();  // keeps the sums of squares from cancelling
    samples_ += t.size(0);
    const at::Tensor shifted = t.sub(shift_);
    sums_.add(at::stack({at::full({t.size(0)}, static_cast<double>(t.size(1)), at::kDouble), shifted.sum(1),
                         shifted.square().sum(1), error.square().sum(1)},
                        1));
    return {};
  }

  Scores result() const override {
    Scores scores;
    scores.metrics.push_back(squared_.metric("mse", /*higher_is_better=*/false));
    scores.metrics.push_back(absolute_.metric("mae", /*higher_is_better=*/false));
    if (sums_.totals().defined())
      scores.metrics.push_back(
          sums_.metric("r2", r2_of, samples_, /*higher_is_better=*/true, /*fraction=*/false));
    put_first(scores.metrics, asked_);
    return scores;
  }

 private:
  std::string asked_;
  std::int64_t samples_ = 0;
  double shift_ = 0;
  RunningMean squared_, absolute_;
  BootstrapSums sums_;
};

}  // namespace

MeterHandle make_real_meter(std::string asked) { return std::make_unique<RealMeter>(std::move(asked)); }

}  // namespace athena
