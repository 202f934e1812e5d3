// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/conv_vector.h"
#include "core/kernels/simd/vec256.h"

// Cells in 256 bits. For per-ISA files only.
namespace {

/// Four u8: all but the product, which takes VNNI.
struct ConvBytes256 {
  static constexpr int kCodes = 4;

  static void interleave(__m256i (&a)[4]) {
    // Within 128 bits: positions 0 4 8 12 | 1 5 ... -> 0 1 2 3 | 4 5 6 7 | ...; then the halves.
    const __m256i p = _mm256_unpacklo_epi32(a[0], a[1]), q = _mm256_unpackhi_epi32(a[0], a[1]);
    const __m256i r = _mm256_unpacklo_epi32(a[2], a[3]), s = _mm256_unpackhi_epi32(a[2], a[3]);
    const __m256i b0 = _mm256_unpacklo_epi64(p, r), b1 = _mm256_unpackhi_epi64(p, r);
    const __m256i b2 = _mm256_unpacklo_epi64(q, s), b3 = _mm256_unpackhi_epi64(q, s);
    a[0] = _mm256_permute2x128_si256(b0, b1, 0x20);
    a[1] = _mm256_permute2x128_si256(b2, b3, 0x20);
    a[2] = _mm256_permute2x128_si256(b0, b1, 0x31);
    a[3] = _mm256_permute2x128_si256(b2, b3, 0x31);
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
struct ConvWords256 {
  static constexpr int kCodes = 2;

  static __m256i dot(__m256i acc, __m256i x, __m256i w) {
    return _mm256_add_epi32(acc, _mm256_madd_epi16(x, w));
  }
  static void interleave(__m256i (&a)[2]) {
    const __m256i low = _mm256_unpacklo_epi32(a[0], a[1]), high = _mm256_unpackhi_epi32(a[0], a[1]);
    a[0] = _mm256_permute2x128_si256(low, high, 0x20);
    a[1] = _mm256_permute2x128_si256(low, high, 0x31);
  }
  static __m256i join(const __m256i (&codes)[2], __m256i zero) {
    const __m256i low = _mm256_sub_epi32(_mm256_setzero_si256(), zero);
    const __m256i high = _mm256_sub_epi32(_mm256_set1_epi32(255), zero);
    const __m256i first = Vec256::clamp(codes[0], low, high), second = Vec256::clamp(codes[1], low, high);
    return _mm256_blend_epi16(first, _mm256_slli_epi32(second, 16), 0xAA);
  }
};

}  // namespace
