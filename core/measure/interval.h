// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "athena/types/measurement.h"

namespace athena {

/// `correct` of `samples` with the 95 % score interval of E. B. Wilson, "Probable Inference, the Law of
/// Succession, and Statistical Inference", JASA 22 (1927) 209-212, with z = 1.959964. 0 samples: 0 in [0, 1].
Metric wilson(std::string name, std::int64_t correct, std::int64_t samples);

/// Mean of values that come in batches, with the normal interval: +- 1.96 standard errors.
class RunningMean {
 public:
  void add(const at::Tensor& values);  // any shape
  double mean() const { return mean_; }
  /// One value has no interval.
  Metric metric(std::string name, bool higher_is_better) const;

 private:
  double mean_ = 0, squares_ = 0;  // sum of squared distances from the mean
  std::int64_t count_ = 0;
};

}  // namespace athena
