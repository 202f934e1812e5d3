// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// Thirty-two u8. For per-ISA files only.
namespace {

struct Bytes32 {
  static constexpr int kCount = 32;

  static __m256i load_bytes(const uint8_t* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  }
  static void store_bytes(uint8_t* p, __m256i x) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), x); }
  // The first `count`; the others' memory is not touched.
  static __m256i load_bytes(const uint8_t* p, int count) {
    alignas(32) uint8_t bytes[kCount] = {};
    copy(bytes, p, count);
    return load_bytes(bytes);
  }
  static void store_bytes(uint8_t* p, __m256i x, int count) {
    alignas(32) uint8_t bytes[kCount];
    store_bytes(bytes, x);
    copy(p, bytes, count);
  }
  static void copy(uint8_t* to, const uint8_t* from, int count) {
    for (int i = 0; i < count; ++i) to[i] = from[i];
  }
  static __m256i set_bytes(int32_t code) { return _mm256_set1_epi8(static_cast<char>(code)); }
  static __m256i max_bytes(__m256i a, __m256i b) { return _mm256_max_epu8(a, b); }
};

}  // namespace
