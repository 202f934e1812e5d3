// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/machine/loops.h"
#include "core/machine/register_loops.h"

namespace {

/// 8 products of 16 bits, which is how SSE2 multiplies bytes.
struct Ints {
  using Vector = __m128i;
  static Vector splat(short value) { return _mm_set1_epi16(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) { return _mm_add_epi32(sum, _mm_madd_epi16(a, b)); }
  static Vector load(const char* at) { return _mm_load_si128(reinterpret_cast<const __m128i*>(at)); }
};

struct Floats {
  using Vector = __m128;
  static Vector splat(float value) { return _mm_set1_ps(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) { return _mm_add_ps(sum, _mm_mul_ps(a, b)); }
};

}  // namespace

namespace athena::machine::sse2 {

void multiply_int8(std::int64_t rounds) { multiply<Ints>(rounds); }
void multiply_fp32(std::int64_t rounds) { multiply<Floats>(rounds); }
void read(const void* data, std::int64_t bytes) { read_all<Ints>(data, bytes); }

}  // namespace athena::machine::sse2
