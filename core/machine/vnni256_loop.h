// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/machine/register_loops.h"

// 256-bit VNNI, compiled twice: the file that includes this defines ATHENA_DPBUSD, with the encoding of
// AVX-VNNI or with that of AVX-512 VL.
namespace {

/// 32 products of bytes.
struct Ints {
  using Vector = __m256i;
  static Vector splat(char value) { return _mm256_set1_epi8(value); }
  static Vector multiply(Vector sum, Vector a, Vector b) { return ATHENA_DPBUSD(sum, a, b); }
};

}  // namespace
