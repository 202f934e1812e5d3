// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/rows.h"

// The functions of rows.h in vectors. For per-ISA files only.
namespace {

// Several sets hide the latency of min, max and fma.
template <class V>
inline athena::kernels::rows::Extremes scan_row(const float* x, int64_t k) {
  using F = typename V::F;
  constexpr int kSets = 4;
  F low[kSets], high[kSets], poison[kSets];
#pragma GCC unroll 4
  for (int s = 0; s < kSets; ++s) low[s] = high[s] = poison[s] = V::zero();
  const auto meet = [&](int s, F a) {
    low[s] = V::min(a, low[s]);
    high[s] = V::max(a, high[s]);
    poison[s] = V::fma(a, V::zero(), poison[s]);
  };
  int64_t i = 0;
  for (; i + kSets * V::kWidth <= k; i += kSets * V::kWidth) {
#pragma GCC unroll 4
    for (int s = 0; s < kSets; ++s) meet(s, V::load(x + i + s * V::kWidth));
  }
  for (; i < k; i += V::kWidth) meet(0, V::load_first(x + i, k - i));
#pragma GCC unroll 4
  for (int s = 1; s < kSets; ++s) {
    low[0] = V::min(low[0], low[s]);
    high[0] = V::max(high[0], high[s]);
    poison[0] = V::add(poison[0], poison[s]);
  }
  return {V::template reduce<V::min>(low[0]), V::template reduce<V::max>(high[0]),
          V::template reduce<V::add>(poison[0])};
}

// codes[i] = code_of(x[i]) saturated, four vectors at a time as long as there are so many.
template <class V, class CodeOf>
inline void store_codes(const float* x, int64_t k, uint8_t* codes, const CodeOf& code_of) {
  constexpr int kWidth = V::kWidth;
  int64_t i = 0;
  for (; i + 4 * kWidth <= k; i += 4 * kWidth)
    V::store_bytes(codes + i, code_of(V::load(x + i)), code_of(V::load(x + i + kWidth)),
                   code_of(V::load(x + i + 2 * kWidth)), code_of(V::load(x + i + 3 * kWidth)));
  for (; i + kWidth <= k; i += kWidth) V::store_bytes(codes + i, code_of(V::load(x + i)));
  if (i == k) return;
  uint8_t rest[kWidth];
  V::store_bytes(rest, code_of(V::load_first(x + i, k - i)));
  for (int64_t j = i; j < k; ++j) codes[j] = rest[j - i];
}

template <class V>
inline void quantize_u8(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes) {
  const typename V::F inverse = V::set(inverse_scale);
  const typename V::I zero = V::iset(zero_point);
  store_codes<V>(x, k, codes, [&](typename V::F a) { return V::iadd(V::to_int(V::mul(a, inverse)), zero); });
}

// Clamped before the conversion, half by half, so that what no int32 holds saturates and NaN is 0 in both.
template <class V>
inline typename V::I saturated(typename V::F scaled) {
  const typename V::F above = V::min(V::max(scaled, V::zero()), V::set(255.0f));
  const typename V::F below = V::max(V::min(scaled, V::zero()), V::set(-255.0f));
  return V::to_int(V::add(above, below));
}

template <class V>
inline void quantize_static_u8(const float* x, int64_t k, float inverse_scale, int32_t zero_point,
                               uint8_t* codes) {
  const typename V::F inverse = V::set(inverse_scale);
  const typename V::I zero = V::iset(zero_point);
  store_codes<V>(x, k, codes,
                 [&](typename V::F a) { return V::iadd(saturated<V>(V::mul(a, inverse)), zero); });
}

template <class V>
inline void quantize_centred(const float* x, int64_t k, float inverse_scale, int32_t zero_point,
                             int16_t* codes) {
  const typename V::F inverse = V::set(inverse_scale);
  const typename V::I low = V::iset(-zero_point), high = V::iset(255 - zero_point);
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth)
    V::store_words(codes + i, V::clamp(V::to_int(V::mul(V::load(x + i), inverse)), low, high));
  if (i == k) return;
  int16_t rest[V::kWidth];
  V::store_words(rest, V::clamp(V::to_int(V::mul(V::load_first(x + i, k - i), inverse)), low, high));
  for (int64_t j = i; j < k; ++j) codes[j] = rest[j - i];
}

}  // namespace
