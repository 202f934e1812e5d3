// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/int8_vector.h"
#include "core/kernels/simd/vec256.h"

// The kernels of 256-bit VNNI. Compiled twice, with the encoding of AVX-VNNI and with that of AVX-512 VL:
// the file that includes this defines ATHENA_DPBUSD.
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

inline void run_256(const Tile& tile) { run_up_to_six_rows<Vec256, Bytes256, 2>(tile); }

}  // namespace
