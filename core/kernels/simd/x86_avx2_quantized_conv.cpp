// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/quantized_conv_ops256.h"

namespace {

/// Products of 16 bits, first of every second code and weight, then of those between: vpmaddubsw would
/// saturate.
struct QuantizedConvAvx2 : QuantizedConvBytes256 {
  static __m256i dot(__m256i acc, __m256i x, __m256i w) {
    const __m256i even = _mm256_madd_epi16(_mm256_and_si256(x, _mm256_set1_epi16(0xFF)),
                                           _mm256_srai_epi16(_mm256_slli_epi16(w, 8), 8));
    const __m256i odd = _mm256_madd_epi16(_mm256_srli_epi16(x, 8), _mm256_srai_epi16(w, 8));
    return _mm256_add_epi32(acc, _mm256_add_epi32(even, odd));
  }
};

}  // namespace

namespace athena::kernels::qconv {

void dense_u8s8_u8_3x16_avx2(const DenseTile& tile) { run_dense_256<QuantizedConvAvx2, 3>(tile); }
void depthwise_u8s8_u8_32_avx2(const DepthwiseTile& tile) { run_depthwise<Vec256, QuantizedConvAvx2>(tile); }

}  // namespace athena::kernels::qconv
