// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>

#include "core/measure/bootstrap.h"
#include "core/measure/meters.h"

namespace athena {
namespace {

constexpr std::int64_t kMostClasses = 256, kIgnored = 255;

/// From sums [R, 2 C] of intersections and unions; a class that never occurs is left out.
at::Tensor mean_overlap(const at::Tensor& sums) {
  const auto parts = sums.chunk(2, 1);
  return parts[0].div(parts[1]).nanmean(1);
}

/// A class per element of a sample.
class OverlapMeter : public MetricMeter {
 public:
  Status add(const at::Tensor& output, const at::Tensor& given, std::int64_t first_sample) override {
    at::Tensor target = given;
    if (target.dim() == output.dim() && target.dim() > 1 && target.size(1) == 1) target = target.squeeze(1);
    const bool fits = output.is_floating_point() && output.dim() == target.dim() + 1 && target.dim() >= 2 &&
                      !target.is_floating_point() && output.size(0) == target.size(0) &&
                      output.sizes().slice(2) == target.sizes().slice(1);
    if (!fits)
      return shapes_do_not_fit("Mean IoU", "scores [samples, classes, ...] or logits [samples, 1, ...]",
                               output, given);
    const std::int64_t classes = std::max<std::int64_t>(2, output.size(1));
    if (classes > kMostClasses)
      return fail(ErrorCode::InvalidArgument, c10::str("Mean IoU can count up to ", kMostClasses,
                                                       " classes; the model has ", classes, "."));
    const at::Tensor counted = target.ge(0).logical_and(target.ne(kIgnored));
    ATHENA_TRY(check_classes(at::where(counted, target, at::full_like(target, -1)), classes,
                             /*negative_is_ignored=*/true, first_sample));
    const at::Tensor chosen = output.size(1) == 1 ? output.squeeze(1).gt(0).to(at::kLong) : output.argmax(1);
    const at::Tensor pairs =
        at::where(counted, target * classes + chosen, at::full_like(target, classes * classes));
    std::vector<at::Tensor> rows;
    for (std::int64_t i = 0; i < pairs.size(0); ++i) {
      const at::Tensor table = at::bincount(pairs[i].reshape({-1}), {}, classes * classes + 1)
                                   .narrow(0, 0, classes * classes)
                                   .reshape({classes, classes})
                                   .to(at::kDouble);
      const at::Tensor hit = table.diagonal();
      rows.push_back(at::cat({hit, table.sum(0) + table.sum(1) - hit}));
    }
    sums_.add(at::stack(rows));
    samples_ += target.size(0);
    return {};
  }

  Scores result() const override {
    if (!sums_.totals().defined()) return {};
    return {
        {sums_.metric("miou", mean_overlap, samples_, /*higher_is_better=*/true, /*fraction=*/true)}, {}, {}};
  }

 private:
  std::int64_t samples_ = 0;
  BootstrapSums sums_;
};

}  // namespace

MeterHandle make_overlap_meter() { return std::make_unique<OverlapMeter>(); }

}  // namespace athena
