// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/pool.h"

// The function of pool.h in vectors. For per-ISA files only.
namespace {

template <class V>
inline typename V::F greatest(const float* const* taps, int32_t count, int64_t c, int64_t left,
                              bool rectify) {
  using F = typename V::F;
  const bool whole = left >= V::kWidth;
  F most = whole ? V::load(taps[0] + c) : V::load_first(taps[0] + c, left);
  for (int32_t t = 1; t < count; ++t) {
    const F x = whole ? V::load(taps[t] + c) : V::load_first(taps[t] + c, left);
    most = V::keep_nan(x, V::max(x, most));
  }
  return rectify ? V::max(V::zero(), most) : most;
}

template <class V>
inline void maximum(const float* const* taps, int32_t count, int64_t channels, bool rectify, float* y) {
  int64_t c = 0;
  for (; c + V::kWidth <= channels; c += V::kWidth)
    V::store(y + c, greatest<V>(taps, count, c, V::kWidth, rectify));
  if (c < channels) V::store_first(y + c, greatest<V>(taps, count, c, channels - c, rectify), channels - c);
}

template <class Bytes>
inline void maximum_codes(const uint8_t* const* taps, int32_t count, int64_t channels, uint8_t* y) {
  int64_t c = 0;
  for (; c + Bytes::kCount <= channels; c += Bytes::kCount) {
    auto most = Bytes::load_bytes(taps[0] + c);
    for (int32_t t = 1; t < count; ++t) most = Bytes::max_bytes(most, Bytes::load_bytes(taps[t] + c));
    Bytes::store_bytes(y + c, most);
  }
  if (c == channels) return;
  const int left = static_cast<int>(channels - c);
  auto most = Bytes::load_bytes(taps[0] + c, left);
  for (int32_t t = 1; t < count; ++t) most = Bytes::max_bytes(most, Bytes::load_bytes(taps[t] + c, left));
  Bytes::store_bytes(y + c, most, left);
}

}  // namespace
