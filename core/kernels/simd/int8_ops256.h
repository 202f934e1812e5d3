// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// Dot products of four u8 codes and four s8 weights in each lane. For per-ISA files only: the file that
// includes this defines ATHENA_DPBUSD, with the encoding of AVX-VNNI or with that of AVX-512 VL.
namespace {

struct Bytes256 {
  static constexpr int kStepBytes = 32, kBroadcast = 4;
  static constexpr bool kCentred = false;
  using Weights = __m256i;
  static Weights load(const int8_t* w) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w)); }
  static __m256i broadcast(const unsigned char* codes) {
    return _mm256_castps_si256(_mm256_broadcast_ss(reinterpret_cast<const float*>(codes)));
  }
  static __m256i dot(__m256i acc, __m256i x, __m256i w) { return ATHENA_DPBUSD(acc, x, w); }
};

}  // namespace
