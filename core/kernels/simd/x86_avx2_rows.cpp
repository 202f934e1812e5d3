// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/rows_vector.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::rows {

Extremes scan_avx2(const float* x, int64_t k) { return scan_row<Vec256>(x, k); }

void codes_avx2(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes) {
  quantize_u8<Vec256>(x, k, inverse_scale, zero_point, codes);
}

void static_codes_avx2(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes) {
  quantize_static_u8<Vec256>(x, k, inverse_scale, zero_point, codes);
}

void centred_avx2(const float* x, int64_t k, float inverse_scale, int32_t zero_point, int16_t* codes) {
  quantize_centred<Vec256>(x, k, inverse_scale, zero_point, codes);
}

}  // namespace athena::kernels::rows
