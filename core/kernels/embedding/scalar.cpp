// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/simd/embedding_rows.h"

namespace athena::kernels::embedding {

void dequantize_s8_scalar(const int8_t* values, int64_t k, float scale, float* y) {
  for (int64_t i = 0; i < k; ++i) y[i] = static_cast<float>(values[i]) * scale;
}

void dequantize_int4_scalar(const uint8_t* values, int64_t k, int64_t group, const float* scales,
                            const uint8_t* zero_points, float* y) {
  const int64_t length = group <= 0 || group > k ? k : group;
  for (int64_t i = 0; i < k; ++i) {
    const int code = (values[i / 2] >> (4 * (i & 1))) & 15;
    const int zero = zero_points == nullptr ? 8 : zero_points[i / length];
    y[i] = static_cast<float>(code - zero) * scales[i / length];
  }
}

void add_scalar(const float* row, int64_t k, float weight, float* sum) {
  for (int64_t i = 0; i < k; ++i) sum[i] = std::fma(weight, row[i], sum[i]);
}

void maximum_scalar(const float* row, int64_t k, float* most) {
  for (int64_t i = 0; i < k; ++i) most[i] = row[i] > most[i] ? row[i] : most[i];
}

}  // namespace athena::kernels::embedding
