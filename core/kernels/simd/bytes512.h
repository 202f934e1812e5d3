// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// Sixty-four u8; see bytes256.h.
namespace {

struct Bytes64 {
  static constexpr int kCount = 64;

  static __mmask64 bytes_below(int count) {
    return count >= kCount ? ~__mmask64{0} : (__mmask64{1} << count) - 1;
  }
  static __m512i load_bytes(const uint8_t* p) { return _mm512_loadu_si512(p); }
  static void store_bytes(uint8_t* p, __m512i x) { _mm512_storeu_si512(p, x); }
  static __m512i load_bytes(const uint8_t* p, int count) {
    return _mm512_maskz_loadu_epi8(bytes_below(count), p);
  }
  static void store_bytes(uint8_t* p, __m512i x, int count) {
    _mm512_mask_storeu_epi8(p, bytes_below(count), x);
  }
  static __m512i set_bytes(int32_t code) { return _mm512_set1_epi8(static_cast<char>(code)); }
  static __m512i max_bytes(__m512i a, __m512i b) { return _mm512_max_epu8(a, b); }
};

}  // namespace
