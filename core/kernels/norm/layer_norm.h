// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/kernels/isa.h"

namespace athena::kernels {

/// Residual addition and layer normalization over rows of k values, mean and variance in two passes over
/// fp32:
///   x[m, i] = a[m, i] + b[m, i], or a[m, i] where b is null
///   y[m, i] = (x[m, i] - mean x[m]) / sqrt(variance x[m] + epsilon) * gamma[i] + beta[i]
/// A row's result depends on that row alone, bit for bit. ISAs add in different orders: y differs by some
/// 1e-6 of the greatest |gamma|.
struct LayerNorm {
  int64_t k = 0;
  const float* gamma = nullptr;  // [k], or null: 1
  const float* beta = nullptr;   // [k], or null: 0
  float epsilon = 0;

  /// Rows [begin, end) of a, b, sum and y, all [.., k] and contiguous; `sum` takes x unless it is null.
  void run(const float* a, const float* b, int64_t begin, int64_t end, float* sum, float* y, Isa isa) const;
};

}  // namespace athena::kernels
