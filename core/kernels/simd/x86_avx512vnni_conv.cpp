// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/conv_vector.h"
#include "core/kernels/simd/vec512.h"

namespace {

struct ConvBytes512 {
  static constexpr int kCodes = 4;

  static __m512i dot(__m512i acc, __m512i x, __m512i w) { return _mm512_dpbusd_epi32(acc, x, w); }
  static void interleave(__m512i (&a)[4]) {
    // Within 128 bits as in ConvBytes256; then the four quarters of four vectors change places.
    const __m512i p = _mm512_unpacklo_epi32(a[0], a[1]), q = _mm512_unpackhi_epi32(a[0], a[1]);
    const __m512i r = _mm512_unpacklo_epi32(a[2], a[3]), s = _mm512_unpackhi_epi32(a[2], a[3]);
    const __m512i b0 = _mm512_unpacklo_epi64(p, r), b1 = _mm512_unpackhi_epi64(p, r);
    const __m512i b2 = _mm512_unpacklo_epi64(q, s), b3 = _mm512_unpackhi_epi64(q, s);
    const __m512i even01 = _mm512_shuffle_i32x4(b0, b1, 0x88), odd01 = _mm512_shuffle_i32x4(b0, b1, 0xDD);
    const __m512i even23 = _mm512_shuffle_i32x4(b2, b3, 0x88), odd23 = _mm512_shuffle_i32x4(b2, b3, 0xDD);
    // even01 is b0's quarters 0 and 2, then b1's.
    a[0] = _mm512_shuffle_i32x4(even01, even23, 0x88);
    a[1] = _mm512_shuffle_i32x4(odd01, odd23, 0x88);
    a[2] = _mm512_shuffle_i32x4(even01, even23, 0xDD);
    a[3] = _mm512_shuffle_i32x4(odd01, odd23, 0xDD);
  }
  static __m512i join(const __m512i (&codes)[4], __m512i zero) {
    const __m512i words01 =
        _mm512_packs_epi32(_mm512_add_epi32(codes[0], zero), _mm512_add_epi32(codes[1], zero));
    const __m512i words23 =
        _mm512_packs_epi32(_mm512_add_epi32(codes[2], zero), _mm512_add_epi32(codes[3], zero));
    const __m512i order =
        _mm512_broadcast_i32x4(_mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    return _mm512_shuffle_epi8(_mm512_packus_epi16(words01, words23), order);
  }
};

}  // namespace

namespace athena::kernels::conv {

void conv_u8s8_f32_8x48_avx512vnni(const Tile& tile) {
  if (tile.rows <= 4) return run_up_to_three_vectors<Vec512, ConvBytes512, 4>(tile);
  run_up_to_three_vectors<Vec512, ConvBytes512, 8>(tile);
}

void depthwise_u8s8_f32_1x64_avx512vnni(const Tile& tile) { run_depthwise<Vec512, ConvBytes512>(tile); }

void bytes_avx512(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                  int32_t* cells) {
  quantize_cells<Vec512, ConvBytes512>(x, count, inverse_scale, zero_point, cells);
}

}  // namespace athena::kernels::conv
