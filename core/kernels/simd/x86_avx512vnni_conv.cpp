// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/conv_vector.h"
#include "core/kernels/simd/vec512.h"

namespace {

struct ConvBytes512 {
  static constexpr int kCodes = 4;

  static __m512i dot(__m512i acc, __m512i x, __m512i w) { return _mm512_dpbusd_epi32(acc, x, w); }
  static __m512i halve(__m512i a, __m512i b) {
    const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    return _mm512_permutex2var_epi32(a, even, b);
  }
  static void spread(__m512i (&x)[4]) {
    const __m512i p = _mm512_unpacklo_epi8(x[0], x[1]), q = _mm512_unpackhi_epi8(x[0], x[1]);
    const __m512i r = _mm512_unpacklo_epi8(x[2], x[3]), s = _mm512_unpackhi_epi8(x[2], x[3]);
    x[0] = _mm512_unpacklo_epi16(p, r);
    x[1] = _mm512_unpackhi_epi16(p, r);
    x[2] = _mm512_unpacklo_epi16(q, s);
    x[3] = _mm512_unpackhi_epi16(q, s);
  }
  static void spread_one(__m512i (&x)[4]) {
    const __m512i zero = _mm512_setzero_si512();
    const __m512i low = _mm512_unpacklo_epi8(x[0], zero), high = _mm512_unpackhi_epi8(x[0], zero);
    x[0] = _mm512_unpacklo_epi16(low, zero);
    x[1] = _mm512_unpackhi_epi16(low, zero);
    x[2] = _mm512_unpacklo_epi16(high, zero);
    x[3] = _mm512_unpackhi_epi16(high, zero);
  }
  static __m512i repeat(const int32_t* w) {
    return _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w)));
  }
  static void gather(__m512i (&a)[4]) {
    const __m512i p = _mm512_unpacklo_epi32(a[0], a[1]), q = _mm512_unpackhi_epi32(a[0], a[1]);
    const __m512i r = _mm512_unpacklo_epi32(a[2], a[3]), s = _mm512_unpackhi_epi32(a[2], a[3]);
    a[0] = _mm512_unpacklo_epi64(p, r);
    a[1] = _mm512_unpackhi_epi64(p, r);
    a[2] = _mm512_unpacklo_epi64(q, s);
    a[3] = _mm512_unpackhi_epi64(q, s);
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

void depthwise_u8s8_f32_4x128_avx512vnni(const Tile& tile) { run_depthwise<Vec512, ConvBytes512, 8>(tile); }

void bytes_avx512(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                  int32_t* cells) {
  quantize_cells<Vec512, ConvBytes512>(x, count, inverse_scale, zero_point, cells);
}

void static_bytes_avx512(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                         int32_t* cells) {
  quantize_cells<Vec512, ConvBytes512, Saturated>(x, count, inverse_scale, zero_point, cells);
}

void halve_avx512(const int32_t* from, int64_t count, int32_t* to) {
  halve_cells<Vec512, ConvBytes512>(from, count, to);
}

}  // namespace athena::kernels::conv
