// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/conv_vector.h"
#include "core/kernels/simd/vec256.h"

// Cells in 256 bits. For per-ISA files only.
namespace {

struct ConvCells256 {
  static __m256i halve(__m256i a, __m256i b) {
    const __m256 even = _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88);
    return _mm256_permute4x64_epi64(_mm256_castps_si256(even), 0xD8);
  }
};

/// Four u8: all but the product, which takes VNNI.
struct ConvBytes256 : ConvCells256 {
  static constexpr int kCodes = 4;

  static void spread(__m256i (&x)[4]) {
    const __m256i p = _mm256_unpacklo_epi8(x[0], x[1]), q = _mm256_unpackhi_epi8(x[0], x[1]);
    const __m256i r = _mm256_unpacklo_epi8(x[2], x[3]), s = _mm256_unpackhi_epi8(x[2], x[3]);
    x[0] = _mm256_unpacklo_epi16(p, r);
    x[1] = _mm256_unpackhi_epi16(p, r);
    x[2] = _mm256_unpacklo_epi16(q, s);
    x[3] = _mm256_unpackhi_epi16(q, s);
  }
  static void spread_one(__m256i (&x)[4]) {
    const __m256i zero = _mm256_setzero_si256();
    const __m256i low = _mm256_unpacklo_epi8(x[0], zero), high = _mm256_unpackhi_epi8(x[0], zero);
    x[0] = _mm256_unpacklo_epi16(low, zero);
    x[1] = _mm256_unpackhi_epi16(low, zero);
    x[2] = _mm256_unpacklo_epi16(high, zero);
    x[3] = _mm256_unpackhi_epi16(high, zero);
  }
  static __m256i repeat(const int32_t* w) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w)));
  }
  static void gather(__m256i (&a)[4]) {
    const __m256i p = _mm256_unpacklo_epi32(a[0], a[1]), q = _mm256_unpackhi_epi32(a[0], a[1]);
    const __m256i r = _mm256_unpacklo_epi32(a[2], a[3]), s = _mm256_unpackhi_epi32(a[2], a[3]);
    a[0] = _mm256_unpacklo_epi64(p, r);
    a[1] = _mm256_unpackhi_epi64(p, r);
    a[2] = _mm256_unpacklo_epi64(q, s);
    a[3] = _mm256_unpackhi_epi64(q, s);
  }
  static __m256i join(const __m256i (&codes)[4], __m256i zero) {
    const __m256i words01 =
        _mm256_packs_epi32(_mm256_add_epi32(codes[0], zero), _mm256_add_epi32(codes[1], zero));
    const __m256i words23 =
        _mm256_packs_epi32(_mm256_add_epi32(codes[2], zero), _mm256_add_epi32(codes[3], zero));
    const __m256i order = _mm256_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15, 0, 4, 8, 12,
                                           1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    return _mm256_shuffle_epi8(_mm256_packus_epi16(words01, words23), order);
  }
};

/// Two s16, less their zero point.
struct ConvWords256 : ConvCells256 {
  static constexpr int kCodes = 2;

  static __m256i dot(__m256i acc, __m256i x, __m256i w) {
    return _mm256_add_epi32(acc, _mm256_madd_epi16(x, w));
  }
  static void spread(__m256i (&x)[2]) {
    const __m256i low = _mm256_unpacklo_epi16(x[0], x[1]);
    x[1] = _mm256_unpackhi_epi16(x[0], x[1]);
    x[0] = low;
  }
  static void spread_one(__m256i (&x)[2]) {
    x[1] = _mm256_setzero_si256();
    spread(x);
  }
  static __m256i repeat(const int32_t* w) {
    return _mm256_broadcastq_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(w)));
  }
  static void gather(__m256i (&a)[2]) {
    const __m256 low = _mm256_castsi256_ps(a[0]), high = _mm256_castsi256_ps(a[1]);
    a[0] = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0x88));
    a[1] = _mm256_castps_si256(_mm256_shuffle_ps(low, high, 0xDD));
  }
  static __m256i join(const __m256i (&codes)[2], __m256i zero) {
    const __m256i low = _mm256_sub_epi32(_mm256_setzero_si256(), zero);
    const __m256i high = _mm256_sub_epi32(_mm256_set1_epi32(255), zero);
    const __m256i first = Vec256::clamp(codes[0], low, high), second = Vec256::clamp(codes[1], low, high);
    return _mm256_blend_epi16(first, _mm256_slli_epi32(second, 16), 0xAA);
  }
};

}  // namespace
