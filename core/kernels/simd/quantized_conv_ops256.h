// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/bytes256.h"
#include "core/kernels/simd/conv_ops256.h"
#include "core/kernels/simd/quantized_conv_vector.h"

// Codes in 256 bits: all but the product. For per-ISA files only.
namespace {

struct QuantizedConvBytes256 : Bytes32 {
  static void spread(__m256i (&x)[4]) { ConvBytes256::spread(x); }
  static void spread_one(__m256i (&x)[4]) { ConvBytes256::spread_one(x); }
  static __m256i broadcast(const uint8_t* p) {
    return _mm256_castps_si256(_mm256_broadcast_ss(reinterpret_cast<const float*>(p)));
  }
  static __m256i join(const __m256i (&codes)[4]) {
    return _mm256_packus_epi16(_mm256_packs_epi32(codes[0], codes[1]),
                               _mm256_packs_epi32(codes[2], codes[3]));
  }
  static __m256i load_codes(const uint8_t* p, int count) {
    if (count == Vec256::kWidth)
      return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
    alignas(8) uint8_t bytes[8] = {};
    copy(bytes, p, count);
    return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes)));
  }
  static constexpr int kPositionsAtOnce = 1;
  template <int kVectors>
  static void store_codes(uint8_t* p, const __m256i (&codes)[kVectors], __m256i low, int count) {
    const __m256i words = _mm256_packs_epi32(codes[0], codes[kVectors - 1]);
    const __m256i bytes = max_bytes(_mm256_packus_epi16(words, words), low);
    // Each half holds the lower or upper lanes of both vectors.
    const __m256i ordered = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 0, 4, 1, 5));
    const __m128i first = _mm256_castsi256_si128(ordered);
    if (count == 16) return _mm_storeu_si128(reinterpret_cast<__m128i*>(p), first);
    if (count == 8) return _mm_storel_epi64(reinterpret_cast<__m128i*>(p), first);
    alignas(16) uint8_t rest[16];
    _mm_store_si128(reinterpret_cast<__m128i*>(rest), first);
    copy(p, rest, count);
  }
};

template <class Op, int kPositions>
inline void run_dense_256(const DenseTile& tile) {
  if (tile.vectors == 1) return dense_block<Vec256, Op, kPositions, 1>(tile);
  dense_block<Vec256, Op, kPositions, 2>(tile);
}

}  // namespace
