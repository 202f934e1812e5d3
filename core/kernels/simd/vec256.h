// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstddef>
#include <cstdint>

// Eight lanes. For per-ISA files only: everything has internal linkage, so that code compiled for one
// instruction set is never linked into another's.
namespace {

struct Vec256 {
  using F = __m256;
  using I = __m256i;
  static constexpr int kWidth = 8;

  static F zero() { return _mm256_setzero_ps(); }
  static F set(float x) { return _mm256_set1_ps(x); }
  static F load(const float* p) { return _mm256_loadu_ps(p); }
  static void store(float* p, F x) { _mm256_storeu_ps(p, x); }
  static F add(F a, F b) { return _mm256_add_ps(a, b); }
  static F sub(F a, F b) { return _mm256_sub_ps(a, b); }
  static F mul(F a, F b) { return _mm256_mul_ps(a, b); }
  static F div(F a, F b) { return _mm256_div_ps(a, b); }
  static F fma(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }
  // Where either is NaN, the second operand.
  static F min(F a, F b) { return _mm256_min_ps(a, b); }
  static F max(F a, F b) { return _mm256_max_ps(a, b); }
  // a < b ? yes : no; NaN is not below.
  static F select_less(F a, F b, F yes, F no) {
    return _mm256_blendv_ps(no, yes, _mm256_cmp_ps(a, b, _CMP_LT_OQ));
  }
  // x where it is NaN, else `other`.
  static F keep_nan(F x, F other) { return _mm256_blendv_ps(other, x, _mm256_cmp_ps(x, x, _CMP_UNORD_Q)); }
  static F negate(F a) { return _mm256_xor_ps(a, set(-0.0f)); }
  static F magnitude(F a) { return _mm256_andnot_ps(set(-0.0f), a); }
  static F copy_sign(F size, F sign) { return _mm256_or_ps(size, _mm256_and_ps(sign, set(-0.0f))); }
  static F round(F a) { return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

  static I izero() { return _mm256_setzero_si256(); }
  static I iset(int32_t x) { return _mm256_set1_epi32(x); }
  static I iload(const void* p) { return _mm256_loadu_si256(static_cast<const __m256i*>(p)); }
  // Eight s8.
  static I load_s8(const int8_t* p) {
    return _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
  }
  // Eight values of 4 bits, low nibble first.
  static I load_nibbles(const uint8_t* p) {
    const I word =
        iset(static_cast<int32_t>(static_cast<uint32_t>(p[0]) | static_cast<uint32_t>(p[1]) << 8 |
                                  static_cast<uint32_t>(p[2]) << 16 | static_cast<uint32_t>(p[3]) << 24));
    return iand(_mm256_srlv_epi32(word, _mm256_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28)), iset(15));
  }
  static void istore(void* p, I x) { _mm256_storeu_si256(static_cast<__m256i*>(p), x); }
  static I iadd(I a, I b) { return _mm256_add_epi32(a, b); }
  static I isub(I a, I b) { return _mm256_sub_epi32(a, b); }
  static I isub_bytes(I a, I b) { return _mm256_sub_epi8(a, b); }
  static I imul(I a, I b) { return _mm256_mullo_epi32(a, b); }
  static I iand(I a, I b) { return _mm256_and_si256(a, b); }
  template <int kBits>
  static I shift_right(I a) {
    return _mm256_srli_epi32(a, kBits);
  }
  static F to_float(I a) { return _mm256_cvtepi32_ps(a); }
  static I to_int(F a) { return _mm256_cvtps_epi32(a); }
  // 2^n for n in [-126, 127].
  static F power_of_two(I n) {
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(n, iset(127)), 23));
  }

  // Lanes below count.
  static I mask(int64_t count) {
    return _mm256_cmpgt_epi32(iset(static_cast<int32_t>(count)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  }
  static F load_first(const float* p, int64_t count) { return _mm256_maskload_ps(p, mask(count)); }
  static void store_first(float* p, F x, int64_t count) { _mm256_maskstore_ps(p, mask(count), x); }
  static void istore_first(int32_t* p, I x, int64_t count) {
    _mm256_maskstore_epi32(reinterpret_cast<int*>(p), mask(count), x);
  }
  // The `count` lanes that `lanes` has bits for, next to each other.
  static void store_kept(float* p, F x, uint32_t lanes, int count) {
    if (count == kWidth) return store(p, x);
    store_first(p, _mm256_permutevar8x32_ps(x, kept_order(lanes)), count);
  }
  static void istore_kept(int32_t* p, I x, uint32_t lanes, int count) {
    istore_first(p, _mm256_permutevar8x32_epi32(x, kept_order(lanes)), count);
  }
  // Numbers of the lanes that have bits, in order.
  static I kept_order(uint32_t lanes) {
    alignas(32) int32_t order[2 * kWidth];
    int count = 0;
    for (int i = 0; i < kWidth; ++i) {
      order[count] = i;
      count += static_cast<int>(lanes >> i & 1);
    }
    for (int i = count; i < kWidth; ++i) order[i] = 0;
    return iload(order);
  }
  // Lanes [first, last); the others' memory is not touched.
  static I mask(int first, int last) { return _mm256_andnot_si256(mask(first), mask(last)); }
  static void store_lanes(float* p, F x, int first, int last) {
    _mm256_maskstore_ps(p, mask(first, last), x);
  }
  static void istore_lanes(int32_t* p, I x, int first, int last) {
    _mm256_maskstore_epi32(reinterpret_cast<int*>(p), mask(first, last), x);
  }

  // Of all lanes, in any order.
  template <F (*kCombine)(F, F)>
  static float reduce(F a) {
    a = kCombine(a, _mm256_permute2f128_ps(a, a, 0x01));
    a = kCombine(a, _mm256_permute_ps(a, 0x4E));
    a = kCombine(a, _mm256_permute_ps(a, 0xB1));
    return _mm256_cvtss_f32(a);
  }

  // Eight int32 as saturated u8, in order.
  static void store_bytes(uint8_t* p, I a) {
    const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_packus_epi16(words, words));
  }
  // The same of four times eight.
  static void store_bytes(uint8_t* p, I a, I b, I c, I d) {
    const I bytes = _mm256_packus_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
    istore(p, _mm256_permutevar8x32_epi32(bytes, _mm256_set_epi32(7, 3, 6, 2, 5, 1, 4, 0)));
  }
  // Eight int32 as saturated s16, in order.
  static void store_words(int16_t* p, I a) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p),
                     _mm_packs_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1)));
  }
  static I clamp(I a, I low, I high) { return _mm256_min_epi32(_mm256_max_epi32(a, low), high); }
};

}  // namespace
