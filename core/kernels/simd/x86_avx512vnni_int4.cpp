// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int4_vector.h"
#include "core/kernels/simd/vec512.h"

namespace {

struct Nibbles512 {
  static __m512i broadcast(const unsigned char* x) {
    return _mm512_castps_si512(_mm512_set1_ps(*reinterpret_cast<const float*>(x)));
  }
  static __m512i dot(__m512i acc, __m512i x, __m512i w) { return _mm512_dpbusd_epi32(acc, x, w); }
};

}  // namespace

namespace athena::kernels::int4 {

void u8s4_f32_4x64_avx512vnni(const Tile& tile) { run_dynamic<Vec512, Nibbles512, 64>(tile); }
void f32s4_f32_4x64_avx512vnni(const Tile& tile) { run_weight_only<Vec512, 64>(tile); }

}  // namespace athena::kernels::int4
