// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "athena/types/measurement.h"
#include "athena/types/result.h"

namespace athena {

/// `correct` of `samples` with the 95 % score interval of E. B. Wilson, "Probable Inference, the Law of
/// Succession, and Statistical Inference", JASA 22 (1927) 209-212, with z = 1.959964. 0 samples: 0 in [0, 1].
Accuracy wilson_accuracy(std::int64_t correct, std::int64_t samples);

/// Top-1 accuracy over batches.
class AccuracyMeter {
 public:
  /// `output` [B, C] of any floating type, `labels` [B] int64. A row that holds NaN is a wrong answer.
  /// InvalidArgument: an output that is no table of classes, or labels beyond its classes; `first_sample` is
  /// the number of the batch's first sample, for the message.
  Status add(const at::Tensor& output, const at::Tensor& labels, std::int64_t first_sample);

  Accuracy result() const { return wilson_accuracy(correct_, samples_); }

 private:
  std::int64_t correct_ = 0, samples_ = 0;
};

}  // namespace athena
