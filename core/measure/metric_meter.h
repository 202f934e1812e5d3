// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "athena/types/measurement.h"
#include "athena/types/result.h"
#include "core/data/data_source.h"

namespace athena {

/// What a model scored on the samples of a split.
struct Scores {
  std::vector<Metric> metrics;    // the one asked for first, then those that come with it
  std::vector<Metric> per_class;  // top-1 of each class with a sample; empty: no classes, or too many
  std::string right;              // per sample '1' where top-1 was right, else '0'; empty: no classes

  /// Top-1 by itself; none where it was not measured.
  std::optional<Accuracy> accuracy() const;
};

/// Adds up one family of metrics batch by batch, in float64.
class MetricMeter {
 public:
  virtual ~MetricMeter() = default;
  /// `output` and `target` have a batch as first dimension. InvalidArgument says what shapes are wanted, and
  /// which sample (counted from `first_sample`) has a target that cannot be scored.
  virtual Status add(const at::Tensor& output, const at::Tensor& target, std::int64_t first_sample) = 0;
  virtual Scores result() const = 0;
};
using MeterHandle = std::unique_ptr<MetricMeter>;

/// The meter of a data source's metric. Without a name the targets' type decides at the first batch:
/// class numbers [B] are scored by top1, [B, L] by perplexity, [B, H, W] by miou, reals by mse.
///
/// | name | output, target | interval |
/// |---|---|---|
/// | top1, top5 | [B, C], [B] | Wilson |
/// | f1 | the same; mean over classes of 2 TP / (2 TP + FP + FN), classes that never occur left out |
/// bootstrap | | f1-binary | the same with class 1 as positive; [B] or [B, 1] are logits of it | bootstrap |
/// | cross-entropy | the same; mean of -log softmax(output)[target], nats | normal |
/// | perplexity, bits-per-byte | [B, L, V], [B, L]; exp of the mean cross-entropy, and it / ln 2; a target
///   below 0 does not count | bootstrap over samples |
/// | mse, mae | of one shape, but for 1s; mean over all elements | normal |
/// | r2 | 1 - sum (t - o)^2 / sum (t - mean t)^2 over all elements | bootstrap |
/// | miou | [B, C, ...], [B, ...], or logits [B, 1, ...] of 0 and 1; mean over classes of TP / (TP + FP + FN)
///   of all elements, a target below 0 or of 255 does not count | bootstrap |
/// | a file | (output, target) -> a float per sample; its mean | normal |
///
/// An output that is NaN is a wrong answer, and makes a mean NaN. normal: mean +- 1.96 s / sqrt(n).
MeterHandle make_meter(const DataSource& data);

}  // namespace athena
