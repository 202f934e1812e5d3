// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "vnni_peak.h"

namespace athena::bench {

std::int32_t dot_products_avxvnni(std::int64_t rounds) {
  __m256i sums[kDotProducts], codes = _mm256_set1_epi8(3), weights = _mm256_set1_epi8(-2);
  // Unknown to the compiler, so that no product is computed ahead.
  __asm__ volatile("" : "+x"(codes), "+x"(weights));
  for (__m256i& sum : sums) sum = _mm256_setzero_si256();
  for (std::int64_t round = 0; round < rounds; ++round)
    for (__m256i& sum : sums) sum = _mm256_dpbusd_avx_epi32(sum, codes, weights);
  __m256i sum = sums[0];
  for (int i = 1; i < kDotProducts; ++i) sum = _mm256_add_epi32(sum, sums[i]);
  return _mm_cvtsi128_si32(_mm256_castsi256_si128(sum));
}

}  // namespace athena::bench
