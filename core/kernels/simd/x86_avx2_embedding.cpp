// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/embedding_rows_vector.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::embedding {

void dequantize_s8_avx2(const int8_t* values, int64_t k, float scale, float* y) {
  dequantize_s8_row<Vec256>(values, k, scale, y);
}

void dequantize_int4_avx2(const uint8_t* values, int64_t k, int64_t group, const float* scales,
                          const uint8_t* zero_points, float* y) {
  dequantize_int4_row<Vec256>(values, k, group, scales, zero_points, y);
}

void add_avx2(const float* row, int64_t k, float weight, float* sum) { add_row<Vec256>(row, k, weight, sum); }

void maximum_avx2(const float* row, int64_t k, float* most) { maximum_row<Vec256>(row, k, most); }

}  // namespace athena::kernels::embedding
