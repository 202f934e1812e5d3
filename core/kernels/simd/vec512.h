// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstddef>
#include <cstdint>

// Sixteen lanes; see vec256.h.
namespace {

struct Vec512 {
  using F = __m512;
  using I = __m512i;
  static constexpr int kWidth = 16;

  static F zero() { return _mm512_setzero_ps(); }
  static F set(float x) { return _mm512_set1_ps(x); }
  static F load(const float* p) { return _mm512_loadu_ps(p); }
  static void store(float* p, F x) { _mm512_storeu_ps(p, x); }
  static F add(F a, F b) { return _mm512_add_ps(a, b); }
  static F sub(F a, F b) { return _mm512_sub_ps(a, b); }
  static F mul(F a, F b) { return _mm512_mul_ps(a, b); }
  static F div(F a, F b) { return _mm512_div_ps(a, b); }
  static F fma(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
  // Where either is NaN, the second operand.
  static F min(F a, F b) { return _mm512_min_ps(a, b); }
  static F max(F a, F b) { return _mm512_max_ps(a, b); }
  // a < b ? yes : no; NaN is not below.
  static F select_less(F a, F b, F yes, F no) {
    return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(a, b, _CMP_LT_OQ), no, yes);
  }
  // x where it is NaN, else `other`.
  static F keep_nan(F x, F other) {
    return _mm512_mask_mov_ps(other, _mm512_cmp_ps_mask(x, x, _CMP_UNORD_Q), x);
  }
  static F negate(F a) { return _mm512_xor_ps(a, set(-0.0f)); }
  static F magnitude(F a) { return _mm512_andnot_ps(set(-0.0f), a); }
  static F copy_sign(F size, F sign) { return _mm512_or_ps(size, _mm512_and_ps(sign, set(-0.0f))); }
  static F round(F a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

  static I izero() { return _mm512_setzero_si512(); }
  static I iset(int32_t x) { return _mm512_set1_epi32(x); }
  static I iload(const void* p) { return _mm512_loadu_si512(p); }
  // Sixteen s8.
  static I load_s8(const int8_t* p) {
    return _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  // Sixteen values of 4 bits, low nibble first.
  static I load_nibbles(const uint8_t* p) {
    const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
    const I words = _mm512_cvtepu8_epi32(_mm_unpacklo_epi8(bytes, bytes));
    return iand(_mm512_srlv_epi32(words, _mm512_set_epi32(4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0)),
                iset(15));
  }
  static void istore(void* p, I x) { _mm512_storeu_si512(p, x); }
  static I iadd(I a, I b) { return _mm512_add_epi32(a, b); }
  static I isub(I a, I b) { return _mm512_sub_epi32(a, b); }
  static I isub_bytes(I a, I b) { return _mm512_sub_epi8(a, b); }
  static I imul(I a, I b) { return _mm512_mullo_epi32(a, b); }
  static I iand(I a, I b) { return _mm512_and_si512(a, b); }
  template <int kBits>
  static I shift_right(I a) {
    return _mm512_srli_epi32(a, kBits);
  }
  static F to_float(I a) { return _mm512_cvtepi32_ps(a); }
  static I to_int(F a) { return _mm512_cvtps_epi32(a); }
  // 2^n for n in [-126, 127].
  static F power_of_two(I n) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(n, iset(127)), 23));
  }

  // Lanes below count.
  static __mmask16 mask(int64_t count) {
    return static_cast<__mmask16>(count >= kWidth ? 0xFFFF : (1u << count) - 1);
  }
  static F load_first(const float* p, int64_t count) { return _mm512_maskz_loadu_ps(mask(count), p); }
  static void store_first(float* p, F x, int64_t count) { _mm512_mask_storeu_ps(p, mask(count), x); }
  static void istore_first(int32_t* p, I x, int64_t count) { _mm512_mask_storeu_epi32(p, mask(count), x); }
  // The `count` lanes that `lanes` has bits for, next to each other.
  static void store_kept(float* p, F x, uint32_t lanes, int count) {
    _mm512_mask_storeu_ps(p, mask(count), _mm512_maskz_compress_ps(static_cast<__mmask16>(lanes), x));
  }
  static void istore_kept(int32_t* p, I x, uint32_t lanes, int count) {
    _mm512_mask_storeu_epi32(p, mask(count), _mm512_maskz_compress_epi32(static_cast<__mmask16>(lanes), x));
  }

  // Of all lanes, in any order.
  template <F (*kCombine)(F, F)>
  static float reduce(F a) {
    a = kCombine(a, _mm512_shuffle_f32x4(a, a, 0x4E));
    a = kCombine(a, _mm512_shuffle_f32x4(a, a, 0xB1));
    a = kCombine(a, _mm512_permute_ps(a, 0x4E));
    a = kCombine(a, _mm512_permute_ps(a, 0xB1));
    return _mm512_cvtss_f32(a);
  }

  // Sixteen int32 as saturated u8, in order.
  static void store_bytes(uint8_t* p, I a) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm512_cvtusepi32_epi8(_mm512_max_epi32(a, izero())));
  }
  // The same of four times sixteen.
  static void store_bytes(uint8_t* p, I a, I b, I c, I d) {
    const I bytes = _mm512_packus_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
    const I order = _mm512_set_epi32(15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4, 0);
    istore(p, _mm512_permutexvar_epi32(order, bytes));
  }
  // Sixteen int32 as saturated s16, in order.
  static void store_words(int16_t* p, I a) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtsepi32_epi16(a));
  }
  static I clamp(I a, I low, I high) { return _mm512_min_epi32(_mm512_max_epi32(a, low), high); }
};

}  // namespace
