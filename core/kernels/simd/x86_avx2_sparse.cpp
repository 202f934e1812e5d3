// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/sparse_vector.h"
#include "core/kernels/simd/vec256.h"

namespace {

struct Lanes8 : Vec256 {
  // 8 x 8: pairs of floats, then of doubles, then of halves.
  static void transpose(F (&rows)[8]) {
    F pairs[8], fours[8];
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) {
      pairs[2 * i] = _mm256_unpacklo_ps(rows[2 * i], rows[2 * i + 1]);
      pairs[2 * i + 1] = _mm256_unpackhi_ps(rows[2 * i], rows[2 * i + 1]);
    }
#pragma GCC unroll 2
    for (int g = 0; g < 2; ++g) {
      const __m256d a = _mm256_castps_pd(pairs[4 * g]), b = _mm256_castps_pd(pairs[4 * g + 1]);
      const __m256d c = _mm256_castps_pd(pairs[4 * g + 2]), d = _mm256_castps_pd(pairs[4 * g + 3]);
      fours[4 * g] = _mm256_castpd_ps(_mm256_unpacklo_pd(a, c));
      fours[4 * g + 1] = _mm256_castpd_ps(_mm256_unpackhi_pd(a, c));
      fours[4 * g + 2] = _mm256_castpd_ps(_mm256_unpacklo_pd(b, d));
      fours[4 * g + 3] = _mm256_castpd_ps(_mm256_unpackhi_pd(b, d));
    }
#pragma GCC unroll 4
    for (int c = 0; c < 4; ++c) {
      rows[c] = _mm256_permute2f128_ps(fours[c], fours[4 + c], 0x20);
      rows[4 + c] = _mm256_permute2f128_ps(fours[c], fours[4 + c], 0x31);
    }
  }
};

}  // namespace

namespace athena::kernels::sparse {

void arrange_avx2(const float* x, ptrdiff_t ldx, int32_t rows, int64_t k, float* to, ptrdiff_t lanes) {
  arrange_rows<Lanes8>(x, ldx, rows, k, to, lanes);
}

void f32sparse_f32_64x128_avx2(const Tile& tile) { run_tile<Lanes8>(tile); }

}  // namespace athena::kernels::sparse
