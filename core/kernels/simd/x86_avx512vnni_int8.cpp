// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int8_vector.h"
#include "core/kernels/simd/vec512.h"

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

namespace athena::kernels::int8 {

void u8s8_f32_1x64_avx512vnni(const Tile& tile) { run_one_row<Vec512, Bytes512, 4>(tile); }
void u8s8_f32_6x64_avx512vnni(const Tile& tile) { run_up_to_six_rows<Vec512, Bytes512, 4>(tile); }

}  // namespace athena::kernels::int8
