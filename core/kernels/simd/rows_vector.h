// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/rows.h"

// The functions of rows.h in vectors. For per-ISA files only.
namespace {

template <class V>
inline athena::kernels::rows::Extremes scan_row(const float* x, int64_t k) {
  using F = typename V::F;
  F low = V::zero(), high = V::zero(), poison = V::zero();
  // A second set hides the latency of min and max.
  F low2 = V::zero(), high2 = V::zero(), poison2 = V::zero();
  int64_t i = 0;
  for (; i + 2 * V::kWidth <= k; i += 2 * V::kWidth) {
    const F a = V::load(x + i), b = V::load(x + i + V::kWidth);
    low = V::min(a, low);
    high = V::max(a, high);
    poison = V::fma(a, V::zero(), poison);
    low2 = V::min(b, low2);
    high2 = V::max(b, high2);
    poison2 = V::fma(b, V::zero(), poison2);
  }
  for (; i < k; i += V::kWidth) {
    const F a = V::load_first(x + i, k - i);
    low = V::min(a, low);
    high = V::max(a, high);
    poison = V::fma(a, V::zero(), poison);
  }
  return {V::template reduce<V::min>(V::min(low, low2)), V::template reduce<V::max>(V::max(high, high2)),
          V::template reduce<V::add>(V::add(poison, poison2))};
}

template <class V>
inline void quantize_u8(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes) {
  const typename V::F inverse = V::set(inverse_scale);
  const typename V::I zero = V::iset(zero_point);
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth)
    V::store_bytes(codes + i, V::iadd(V::to_int(V::mul(V::load(x + i), inverse)), zero));
  if (i == k) return;
  uint8_t rest[V::kWidth];
  V::store_bytes(rest, V::iadd(V::to_int(V::mul(V::load_first(x + i, k - i), inverse)), zero));
  for (int64_t j = i; j < k; ++j) codes[j] = rest[j - i];
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
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth)
    V::store_bytes(codes + i, V::iadd(saturated<V>(V::mul(V::load(x + i), inverse)), zero));
  if (i == k) return;
  uint8_t rest[V::kWidth];
  V::store_bytes(rest, V::iadd(saturated<V>(V::mul(V::load_first(x + i, k - i), inverse)), zero));
  for (int64_t j = i; j < k; ++j) codes[j] = rest[j - i];
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
