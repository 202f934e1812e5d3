// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <cmath>
#include <utility>

#include "core/measure/bootstrap.h"
#include "core/measure/meters.h"

namespace athena {
namespace {

at::Tensor entropy_of(const at::Tensor& sums) { return sums.select(1, 0).div(sums.select(1, 1)); }
at::Tensor perplexity_of(const at::Tensor& sums) { return entropy_of(sums).exp(); }
at::Tensor bits_of(const at::Tensor& sums) { return entropy_of(sums).div(std::log(2.0)); }
at::Tensor top1_of(const at::Tensor& sums) { return sums.select(1, 2).div(sums.select(1, 1)); }

/// A class per token of a sample. Tokens of one sample depend on each other, so samples are resampled.
class TokenMeter : public MetricMeter {
 public:
  explicit TokenMeter(std::string asked) : asked_(std::move(asked)) {}

  Status add(const at::Tensor& output, const at::Tensor& target, std::int64_t first_sample) override {
    const bool fits = output.is_floating_point() && output.dim() == 3 && target.dim() == 2 &&
                      !target.is_floating_point() && output.sizes().slice(0, 2) == target.sizes();
    if (!fits)
      return shapes_do_not_fit(asked_.empty() ? "Perplexity" : "The metric " + asked_,
                               "scores [samples, tokens, vocabulary]", output, target);
    ATHENA_TRY(check_classes(target, output.size(2), /*negative_is_ignored=*/true, first_sample));
    const at::Tensor counted = target.ge(0), wanted = target.clamp_min(0).unsqueeze(2);
    const at::Tensor scores = output.to(at::kDouble);
    const at::Tensor loss = scores.log_softmax(2).gather(2, wanted).squeeze(2).neg();
    const at::Tensor right =
        scores.argmax(2).eq(target).logical_and(scores.isnan().any(2).logical_not()).to(at::kDouble);
    sums_.add(at::stack({at::where(counted, loss, at::zeros_like(loss)).sum(1),
                         counted.to(at::kDouble).sum(1), right.mul(counted).sum(1)},
                        1));
    samples_ += target.size(0);
    return {};
  }

  Scores result() const override {
    Scores scores;
    if (!sums_.totals().defined()) return scores;
    scores.metrics.push_back(metric("perplexity", perplexity_of, false));
    if (asked_ == "bits-per-byte") scores.metrics.push_back(metric("bits-per-byte", bits_of, false));
    scores.metrics.push_back(metric("cross-entropy", entropy_of, false));
    scores.metrics.push_back(metric("top1", top1_of, true));
    put_first(scores.metrics, asked_);
    return scores;
  }

 private:
  /// A fraction of right tokens, or a loss.
  Metric metric(const char* name, at::Tensor (*value)(const at::Tensor&), bool fraction) const {
    return sums_.metric(name, value, samples_, /*higher_is_better=*/fraction, fraction);
  }

  std::string asked_;
  std::int64_t samples_ = 0;
  BootstrapSums sums_;  // cross-entropy, tokens, right ones
};

}  // namespace

MeterHandle make_token_meter(std::string asked) { return std::make_unique<TokenMeter>(std::move(asked)); }

}  // namespace athena
