// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/machine/loops.h"
#include "core/machine/register_loops.h"

namespace {

/// 32 products of bytes, in pairs that may saturate: no exact kernel of AVX2 is faster.
struct Ints {
  using Vector = __m256i;
  static Vector splat(char value) { return _mm256_set1_epi8(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) {
    const Vector pairs = _mm256_maddubs_epi16(a, b);
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, b));
  }
  static Vector load(const char* at) { return _mm256_load_si256(reinterpret_cast<const __m256i*>(at)); }
};

struct Floats {
  using Vector = __m256;
  static Vector splat(float value) { return _mm256_set1_ps(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) { return _mm256_fmadd_ps(a, b, sum); }
};

}  // namespace

namespace athena::machine::avx2 {

void multiply_int8(std::int64_t rounds) { multiply<Ints>(rounds); }
void multiply_fp32(std::int64_t rounds) { multiply<Floats>(rounds); }
void read(const void* data, std::int64_t bytes) { read_all<Ints>(data, bytes); }

}  // namespace athena::machine::avx2
