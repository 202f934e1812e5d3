// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "core/measure/bootstrap.h"
#include "core/measure/interval.h"
#include "core/measure/meters.h"

namespace athena {
namespace {

constexpr std::int64_t kMostCounted = 1000;  // classes that are counted one by one

/// F1 of each class [R, C] from sums [R, 3 C] of TP, FP, FN; NaN for a class that never occurs.
at::Tensor f1_of(const at::Tensor& sums) {
  const auto parts = sums.chunk(3, 1);
  return parts[0].mul(2).div(parts[0].mul(2).add(parts[1]).add(parts[2]));
}
at::Tensor macro_f1(const at::Tensor& sums) { return f1_of(sums).nanmean(1); }
at::Tensor binary_f1(const at::Tensor& sums) { return f1_of(sums).select(1, 1); }

/// One class per sample.
class ClassMeter : public MetricMeter {
 public:
  explicit ClassMeter(std::string asked) : asked_(std::move(asked)) {}

  Status add(const at::Tensor& given, const at::Tensor& target, std::int64_t first_sample) override {
    ATHENA_ASSIGN(const at::Tensor output, scores_of(given, target));
    const std::int64_t classes = output.size(1);
    ATHENA_TRY(check_classes(target, classes, /*negative_is_ignored=*/false, first_sample));
    const at::Tensor broken = output.isnan().any(1);
    const at::Tensor chosen = output.argmax(1).masked_fill(broken, -1);
    const at::Tensor right = chosen.eq(target);
    samples_ += target.size(0);
    correct_ += right.sum().item<std::int64_t>();
    if (classes > 5) {
      const at::Tensor best = std::get<1>(output.topk(5, 1));
      correct5_ +=
          best.eq(target.unsqueeze(1)).any(1).logical_and(broken.logical_not()).sum().item<std::int64_t>();
    }
    entropy_.add(output.log_softmax(1).gather(1, target.unsqueeze(1)).neg());
    const at::Tensor bytes = right.to(at::kByte).contiguous();
    for (std::int64_t i = 0; i < bytes.numel(); ++i) right_ += bytes.data_ptr<std::uint8_t>()[i] ? '1' : '0';
    classes_ = classes;
    if (classes <= kMostCounted) count(chosen, target);
    return {};
  }

  Scores result() const override {
    Scores scores;
    scores.metrics.push_back(wilson("top1", correct_, samples_));
    if (classes_ > 5) scores.metrics.push_back(wilson("top5", correct5_, samples_));
    scores.metrics.push_back(entropy_.metric("cross-entropy", /*higher_is_better=*/false));
    if (counts_.totals().defined()) {
      scores.metrics.push_back(counts_.metric("f1", macro_f1, samples_, true, true));
      if (classes_ == 2 || asked_ == "f1-binary")
        scores.metrics.push_back(counts_.metric("f1-binary", binary_f1, samples_, true, true));
      const at::Tensor right = counts_.totals().narrow(0, 0, classes_);
      const at::Tensor all = right + counts_.totals().narrow(0, 2 * classes_, classes_);
      for (std::int64_t c = 0; c < classes_; ++c)
        if (const auto samples = static_cast<std::int64_t>(all[c].item<double>()); samples > 0)
          scores.per_class.push_back(
              wilson(std::to_string(c), static_cast<std::int64_t>(right[c].item<double>()), samples));
    }
    put_first(scores.metrics, asked_);
    scores.right = right_;
    return scores;
  }

 private:
  /// [B, C] float64; one logit per sample stands for the classes 0 and 1.
  Result<at::Tensor> scores_of(const at::Tensor& given, const at::Tensor& target) const {
    const bool classes_fit = given.is_floating_point() && target.dim() == 1 && !target.is_floating_point() &&
                             given.dim() > 0 && given.size(0) == target.size(0);
    if (classes_fit && given.numel() == target.size(0) && given.dim() <= 2) {
      const at::Tensor logit = given.reshape({-1}).to(at::kDouble);
      return at::stack({at::zeros_like(logit), logit}, 1);
    }
    if (classes_fit && given.dim() == 2) return given.to(at::kDouble);
    return shapes_do_not_fit(asked_.empty() || asked_ == "top1" ? "Top-1 accuracy" : "The metric " + asked_,
                             "scores [samples, classes]", given, target);
  }

  void count(const at::Tensor& chosen, const at::Tensor& target) {
    const at::Tensor truth = at::one_hot(target, classes_).to(at::kDouble);
    const at::Tensor guess =
        at::one_hot(chosen.clamp_min(0), classes_).to(at::kDouble).mul(chosen.ge(0).unsqueeze(1));
    const at::Tensor hit = truth * guess;
    counts_.add(at::cat({hit, guess - hit, truth - hit}, 1));
  }

  std::string asked_, right_;
  std::int64_t samples_ = 0, correct_ = 0, correct5_ = 0, classes_ = 0;
  RunningMean entropy_;
  BootstrapSums counts_;  // [3 C]
};

}  // namespace

MeterHandle make_class_meter(std::string asked) { return std::make_unique<ClassMeter>(std::move(asked)); }

}  // namespace athena
