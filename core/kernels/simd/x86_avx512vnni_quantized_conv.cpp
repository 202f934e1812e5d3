// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/bytes512.h"
#include "core/kernels/simd/conv_ops512.h"
#include "core/kernels/simd/int8_ops512.h"
#include "core/kernels/simd/quantized_conv_vector.h"
#include "core/kernels/simd/vec512.h"

namespace {

struct QuantizedConvBytes512 : Bytes64 {
  static __m512i dot(__m512i acc, __m512i x, __m512i w) { return ConvBytes512::dot(acc, x, w); }
  static void spread(__m512i (&x)[4]) { ConvBytes512::spread(x); }
  static void spread_one(__m512i (&x)[4]) { ConvBytes512::spread_one(x); }
  static __m512i broadcast(const uint8_t* p) { return Bytes512::broadcast(p); }
  static __m512i join(const __m512i (&codes)[4]) {
    return _mm512_packus_epi16(_mm512_packs_epi32(codes[0], codes[1]),
                               _mm512_packs_epi32(codes[2], codes[3]));
  }
  static __m512i load_codes(const uint8_t* p, int count) {
    return _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(Vec512::mask(count), p));
  }
  /// Four vectors' codes as bytes, one vector after the other.
  static __m512i bytes_of(__m512i a, __m512i b, __m512i c, __m512i d, __m512i low) {
    const __m512i bytes = _mm512_packus_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
    // Quarter q holds lanes 4 q ... 4 q + 3 of each vector.
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    return _mm512_permutexvar_epi32(order, max_bytes(bytes, low));
  }
  template <int kVectors>
  static void store_codes(uint8_t* p, const __m512i (&codes)[kVectors], __m512i low, int count) {
    constexpr int kLast = kVectors - 1;
    const __m512i bytes =
        bytes_of(codes[0], codes[1 < kLast ? 1 : kLast], codes[2 < kLast ? 2 : kLast], codes[kLast], low);
    if (count == 64) return _mm512_storeu_si512(p, bytes);
    if (count == 32) return _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_castsi512_si256(bytes));
    store_bytes(p, bytes, count);
  }
  static constexpr int kPositionsAtOnce = 4;
  /// One vector of each of four positions.
  static void store_positions(uint8_t* p, ptrdiff_t ldy, const __m512i (&codes)[4], __m512i low, int count) {
    const __m512i bytes = bytes_of(codes[0], codes[1], codes[2], codes[3], low);
    if (count == 16 && ldy == 16) return _mm512_storeu_si512(p, bytes);
    const __mmask16 mask = Vec512::mask(count);
    _mm_mask_storeu_epi8(p, mask, _mm512_castsi512_si128(bytes));
    _mm_mask_storeu_epi8(p + ldy, mask, _mm512_extracti32x4_epi32(bytes, 1));
    _mm_mask_storeu_epi8(p + 2 * ldy, mask, _mm512_extracti32x4_epi32(bytes, 2));
    _mm_mask_storeu_epi8(p + 3 * ldy, mask, _mm512_extracti32x4_epi32(bytes, 3));
  }
};

template <int kVectors>
void run_dense(const DenseTile& tile) {
  dense_block<Vec512, QuantizedConvBytes512, kVectors == 1 ? 8 : 6, kVectors>(tile);
}

}  // namespace

namespace athena::kernels::qconv {

void dense_u8s8_u8_6x64_avx512vnni(const DenseTile& tile) {
  switch (tile.vectors) {
    case 1:
      return run_dense<1>(tile);
    case 2:
      return run_dense<2>(tile);
    case 3:
      return run_dense<3>(tile);
    default:
      return run_dense<4>(tile);
  }
}

void depthwise_u8s8_u8_64_avx512vnni(const DepthwiseTile& tile) {
  run_depthwise<Vec512, QuantizedConvBytes512>(tile);
}

}  // namespace athena::kernels::qconv
