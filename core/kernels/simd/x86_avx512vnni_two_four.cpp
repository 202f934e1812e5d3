// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int8_ops512.h"
#include "core/kernels/simd/two_four_vector.h"
#include "core/kernels/simd/vec512.h"

namespace {

struct TwoFourBytes512 : Bytes512 {
  static constexpr int kKept = 4;
  static __m512i codes(const unsigned char* p) {
    return _mm512_set1_epi64(*reinterpret_cast<const long long*>(p));
  }
  // The second two of a lane's weights are of the second four of the codes.
  static __m512i selectors(__m512i words) {
    constexpr int kAndOr = 0xEA;  // (a & b) | c
    return _mm512_ternarylogic_epi32(words, _mm512_set1_epi8(3), _mm512_set1_epi32(0x04040000), kAndOr);
  }
  static __m512i select(__m512i codes, __m512i selectors) { return _mm512_shuffle_epi8(codes, selectors); }
};

}  // namespace

namespace athena::kernels::two_four {

void u8s8_f32_2of4_6x64_avx512vnni(const Tile& tile) {
  run_two_four_tile<Vec512, TwoFourBytes512, 6, 4>(tile);
}

}  // namespace athena::kernels::two_four
