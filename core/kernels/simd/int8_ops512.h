// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// Dot products of four u8 codes and four s8 weights in each lane. For per-ISA files only.
namespace {

struct Bytes512 {
  static constexpr int kStepBytes = 64, kBroadcast = 4;
  static constexpr bool kCentred = false;
  using Weights = __m512i;
  static Weights load(const int8_t* w) { return _mm512_loadu_si512(w); }
  static __m512i broadcast(const unsigned char* codes) {
    return _mm512_castps_si512(_mm512_set1_ps(*reinterpret_cast<const float*>(codes)));
  }
  static __m512i dot(__m512i acc, __m512i x, __m512i w) { return _mm512_dpbusd_epi32(acc, x, w); }
};

}  // namespace
