// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <string>

#include "athena/types/measurement.h"

namespace athena {

/// Sums of K statistics per sample and their Poisson bootstrap: in each of 200 replicates a sample counts a
/// number of times drawn from Poisson(1), which is the bootstrap's multinomial in the limit and needs no
/// sample to be kept (N. Chamandy et al., "Estimating Uncertainty for Massive Data Streams", 2012). The draws
/// depend on nothing but the samples' order, so two models over the same samples are resampled alike.
class BootstrapSums {
 public:
  /// `statistics` [B, K] float64; K is that of the first call.
  void add(const at::Tensor& statistics);

  const at::Tensor& totals() const { return totals_; }  // [K]; undefined before the first call

  /// `value` (of a tensor [R, K], one value per row) of the totals, which are defined, between its 2.5
  /// and 97.5 % quantiles over the replicates; NaN where none is finite.
  Metric metric(std::string name, const std::function<at::Tensor(const at::Tensor&)>& value,
                std::int64_t samples, bool higher_is_better, bool fraction) const;

 private:
  at::Tensor totals_, replicates_;
  std::uint64_t batches_ = 0;
};

}  // namespace athena
