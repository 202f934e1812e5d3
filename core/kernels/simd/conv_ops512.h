// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// Cells of four u8 in 512 bits; see conv_ops256.h. For per-ISA files only.
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
