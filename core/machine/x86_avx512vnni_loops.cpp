// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/machine/loops.h"
#include "core/machine/register_loops.h"

namespace {

/// 64 products of bytes.
struct Ints {
  using Vector = __m512i;
  static Vector splat(char value) { return _mm512_set1_epi8(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) { return _mm512_dpbusd_epi32(sum, a, b); }
  static Vector load(const char* at) { return _mm512_load_si512(at); }
};

struct Floats {
  using Vector = __m512;
  static Vector splat(float value) { return _mm512_set1_ps(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) { return _mm512_fmadd_ps(a, b, sum); }
};

}  // namespace

namespace athena::machine::avx512vnni {

void multiply_int8(std::int64_t rounds) { multiply<Ints>(rounds); }
void multiply_fp32(std::int64_t rounds) { multiply<Floats>(rounds); }
void read(const void* data, std::int64_t bytes) { read_all<Ints>(data, bytes); }

}  // namespace athena::machine::avx512vnni
