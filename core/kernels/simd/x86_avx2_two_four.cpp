// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int8_ops_avx2.h"
#include "core/kernels/simd/two_four_vector.h"
#include "core/kernels/simd/vec256.h"

namespace {

struct TwoFourWords : Words {
  static constexpr int kKept = 2;
  static __m256i codes(const unsigned char* p) {
    return _mm256_set1_epi64x(*reinterpret_cast<const long long*>(p));
  }
  // Position p means bytes 2 p and 2 p + 1.
  static __m256i selectors(__m256i words) {
    const __m256i positions = _mm256_and_si256(words, _mm256_set1_epi16(3));
    return _mm256_or_si256(_mm256_mullo_epi16(positions, _mm256_set1_epi16(0x0202)),
                           _mm256_set1_epi16(0x0100));
  }
  static __m256i select(__m256i codes, __m256i selectors) { return _mm256_shuffle_epi8(codes, selectors); }
};

}  // namespace

namespace athena::kernels::two_four {

void s16s8_f32_2of4_6x16_avx2(const Tile& tile) { run_two_four_tile<Vec256, TwoFourWords, 6, 2>(tile); }

}  // namespace athena::kernels::two_four
