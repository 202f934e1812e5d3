// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "athena/types/measurement.h"
#include "athena/types/result.h"

namespace athena {

/// How close a variant's outputs are to the original's, batch by batch, summed in float64.
///
/// A sample is one index of the first dimension (a scalar output is one sample).
///  - cosine: mean over samples of <o, v> / (|o| |v|), each sample flattened; 1 where both are zero, 0 where
///    one is.
///  - sqnr_db: 10 log10(sum o^2 / sum (o - v)^2) over all elements; +inf where they are equal.
///  - top1: share of rows (last dimension) with the same arg max; mean_kl: mean over rows of
///    KL(softmax(o) || softmax(v)) in nats. Both NaN where the last dimension is less than 2 wide or the
///    output is not floating point.
/// A value that is NaN in only one of the outputs makes cosine, SQNR and KL NaN, and its row disagree.
class AgreementMeter {
 public:
  /// InvalidArgument: outputs of different shapes.
  Status add(const at::Tensor& original, const at::Tensor& variant);

  /// Zero samples give NaN throughout.
  Agreement result() const;

 private:
  double cosine_ = 0, signal_ = 0, noise_ = 0, kl_ = 0;
  std::int64_t samples_ = 0, rows_ = 0, agreeing_rows_ = 0;
};

}  // namespace athena
