// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// Products of 16 bits: vpmaddubsw would saturate, and with its corrections takes as many instructions. For
// per-ISA files only.
namespace {

struct Words {
  static constexpr int kStepBytes = 16, kBroadcast = 4;
  static constexpr bool kCentred = true;
  using Weights = __m256i;
  static Weights load(const int8_t* w) {
    return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(w)));
  }
  static __m256i broadcast(const unsigned char* codes) {
    return _mm256_castps_si256(_mm256_broadcast_ss(reinterpret_cast<const float*>(codes)));
  }
  static __m256i dot(__m256i acc, __m256i x, __m256i w) {
    return _mm256_add_epi32(acc, _mm256_madd_epi16(x, w));
  }
};

}  // namespace
