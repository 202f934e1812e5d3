// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int4_vector.h"
#include "core/kernels/simd/vec256.h"

namespace {

struct Nibbles256 {
  static __m256i broadcast(const unsigned char* x) {
    return _mm256_castps_si256(_mm256_broadcast_ss(reinterpret_cast<const float*>(x)));
  }
  // A pair is at most 2 * 255 * 15: vpmaddubsw cannot saturate.
  static __m256i dot(__m256i acc, __m256i x, __m256i w) {
    return _mm256_add_epi32(acc, _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), _mm256_set1_epi16(1)));
  }
};

}  // namespace

namespace athena::kernels::int4 {

void u8s4_f32_4x16_avx2(const Tile& tile) { run_dynamic<Vec256, Nibbles256, 4, 1, 16>(tile); }
void f32s4_f32_4x16_avx2(const Tile& tile) { run_weight_only<Vec256, 16>(tile); }

void unpack_16_avx2(const Tile& tile, int8_t* to) { unpack_panel<Vec256, 1, 16>(tile, to); }

}  // namespace athena::kernels::int4
