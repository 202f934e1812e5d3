// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "vnni_peak.h"

namespace athena::bench {

std::int32_t dot_products_avx512vnni(std::int64_t rounds) {
  __m512i sums[kDotProducts], codes = _mm512_set1_epi8(3), weights = _mm512_set1_epi8(-2);
  // Unknown to the compiler, so that no product is computed ahead.
  __asm__ volatile("" : "+v"(codes), "+v"(weights));
  for (__m512i& sum : sums) sum = _mm512_setzero_si512();
  for (std::int64_t round = 0; round < rounds; ++round)
    for (__m512i& sum : sums) sum = _mm512_dpbusd_epi32(sum, codes, weights);
  __m512i sum = sums[0];
  for (int i = 1; i < kDotProducts; ++i) sum = _mm512_add_epi32(sum, sums[i]);
  return _mm_cvtsi128_si32(_mm512_castsi512_si128(sum));
}

}  // namespace athena::bench
