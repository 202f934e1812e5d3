// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/int8_ops256.h"
#include "core/kernels/simd/two_four_vector.h"
#include "core/kernels/simd/vec256.h"

// The kernel of 256-bit VNNI, compiled twice; see int8_ops256.h.
namespace {

struct TwoFourBytes256 : Bytes256 {
  static constexpr int kKept = 4;
  static __m256i codes(const unsigned char* p) {
    return _mm256_set1_epi64x(*reinterpret_cast<const long long*>(p));
  }
  // The second two of a lane's weights are of the second four of the codes.
  static __m256i selectors(__m256i words) {
    return _mm256_or_si256(_mm256_and_si256(words, _mm256_set1_epi8(3)), _mm256_set1_epi32(0x04040000));
  }
  static __m256i select(__m256i codes, __m256i selectors) { return _mm256_shuffle_epi8(codes, selectors); }
};

inline void run_two_four_256(const Tile& tile) { run_two_four_tile<Vec256, TwoFourBytes256, 4, 2>(tile); }

}  // namespace
