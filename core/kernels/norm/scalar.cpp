// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/simd/norm.h"

namespace athena::kernels::norm {

void row_scalar(const float* a, const float* b, int64_t k, const float* gamma, const float* beta,
                float epsilon, float* sum, float* y) {
  float* x = sum == nullptr ? y : sum;
  const auto count = static_cast<float>(k);
  float mean = 0, variance = 0;
  for (int64_t i = 0; i < k; ++i) {
    x[i] = b == nullptr ? a[i] : a[i] + b[i];
    mean += x[i];
  }
  mean /= count;
  for (int64_t i = 0; i < k; ++i) variance += (x[i] - mean) * (x[i] - mean);
  const float inverse = 1.0f / std::sqrt(variance / count + epsilon);
  for (int64_t i = 0; i < k; ++i) {
    float value = (x[i] - mean) * inverse;
    if (gamma != nullptr) value *= gamma[i];
    if (beta != nullptr) value += beta[i];
    y[i] = value;
  }
}

}  // namespace athena::kernels::norm
