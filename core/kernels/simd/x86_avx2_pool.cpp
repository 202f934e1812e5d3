// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/pool_vector.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::pool {

void maximum_avx2(const float* const* taps, int32_t count, int64_t channels, bool rectify, float* y) {
  maximum<Vec256>(taps, count, channels, rectify, y);
}

}  // namespace athena::kernels::pool
