// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/vec512.h"

// For per-ISA files only.
namespace {

struct Lanes16 : Vec512 {
  // 16 x 16: pairs of floats, then of doubles, then of quarters.
  static void transpose(F (&rows)[16]) {
    F pairs[16];
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) {
      pairs[2 * i] = _mm512_unpacklo_ps(rows[2 * i], rows[2 * i + 1]);
      pairs[2 * i + 1] = _mm512_unpackhi_ps(rows[2 * i], rows[2 * i + 1]);
    }
    // fours[4 g + c], quarter q: column 4 q + c of rows 4 g ... 4 g + 3.
    F fours[16];
#pragma GCC unroll 4
    for (int g = 0; g < 4; ++g) {
      const __m512d a = _mm512_castps_pd(pairs[4 * g]), b = _mm512_castps_pd(pairs[4 * g + 1]);
      const __m512d c = _mm512_castps_pd(pairs[4 * g + 2]), d = _mm512_castps_pd(pairs[4 * g + 3]);
      fours[4 * g] = _mm512_castpd_ps(_mm512_unpacklo_pd(a, c));
      fours[4 * g + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(a, c));
      fours[4 * g + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(b, d));
      fours[4 * g + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(b, d));
    }
#pragma GCC unroll 4
    for (int c = 0; c < 4; ++c) {
      const F even01 = _mm512_shuffle_f32x4(fours[c], fours[4 + c], 0x88);
      const F odd01 = _mm512_shuffle_f32x4(fours[c], fours[4 + c], 0xDD);
      const F even23 = _mm512_shuffle_f32x4(fours[8 + c], fours[12 + c], 0x88);
      const F odd23 = _mm512_shuffle_f32x4(fours[8 + c], fours[12 + c], 0xDD);
      rows[c] = _mm512_shuffle_f32x4(even01, even23, 0x88);
      rows[4 + c] = _mm512_shuffle_f32x4(odd01, odd23, 0x88);
      rows[8 + c] = _mm512_shuffle_f32x4(even01, even23, 0xDD);
      rows[12 + c] = _mm512_shuffle_f32x4(odd01, odd23, 0xDD);
    }
  }
};

}  // namespace
