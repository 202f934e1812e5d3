// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/bytes512.h"
#include "core/kernels/simd/pool_vector.h"
#include "core/kernels/simd/vec512.h"

namespace athena::kernels::pool {

void maximum_avx512(const float* const* taps, int32_t count, int64_t channels, bool rectify, float* y) {
  maximum<Vec512>(taps, count, channels, rectify, y);
}

void maximum_codes_avx512(const uint8_t* const* taps, int32_t count, int64_t channels, uint8_t* y) {
  maximum_codes<Bytes64>(taps, count, channels, y);
}

}  // namespace athena::kernels::pool
