// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/norm_vector.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::norm {

void row_avx2(const float* a, const float* b, int64_t k, const float* gamma, const float* beta, float epsilon,
              float* sum, float* y) {
  normalize_row<Vec256>(a, b, k, gamma, beta, epsilon, sum, y);
}

}  // namespace athena::kernels::norm
