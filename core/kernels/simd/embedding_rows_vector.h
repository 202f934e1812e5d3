// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/embedding_rows.h"

// The functions of embedding_rows.h in vectors. For per-ISA files only.
namespace {

template <class V>
inline void dequantize_s8_row(const int8_t* values, int64_t k, float scale, float* y) {
  const typename V::F factor = V::set(scale);
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth)
    V::store(y + i, V::mul(V::to_float(V::load_s8(values + i)), factor));
  if (i == k) return;
  int8_t rest[V::kWidth] = {};
  for (int64_t j = i; j < k; ++j) rest[j - i] = values[j];
  V::store_first(y + i, V::mul(V::to_float(V::load_s8(rest)), factor), k - i);
}

/// Values [begin, end) of a row, all of one group; `begin` is even.
template <class V>
inline void dequantize_int4_group(const uint8_t* values, int64_t begin, int64_t end, float scale,
                                  int32_t zero_point, float* y) {
  const typename V::F factor = V::set(scale);
  const typename V::I zero = V::iset(zero_point);
  int64_t i = begin;
  for (; i + V::kWidth <= end; i += V::kWidth)
    V::store(y + i, V::mul(V::to_float(V::isub(V::load_nibbles(values + i / 2), zero)), factor));
  if (i == end) return;
  uint8_t rest[V::kWidth / 2] = {};
  for (int64_t j = i; j < end; j += 2) rest[(j - i) / 2] = values[j / 2];
  V::store_first(y + i, V::mul(V::to_float(V::isub(V::load_nibbles(rest), zero)), factor), end - i);
}

template <class V>
inline void dequantize_int4_row(const uint8_t* values, int64_t k, int64_t group, const float* scales,
                                const uint8_t* zero_points, float* y) {
  const int64_t length = group <= 0 || group > k ? k : group;
  for (int64_t g = 0, begin = 0; begin < k; ++g, begin += length)
    dequantize_int4_group<V>(values, begin, begin + length < k ? begin + length : k, scales[g],
                             zero_points == nullptr ? 8 : zero_points[g], y);
}

template <class V>
inline void add_row(const float* row, int64_t k, float weight, float* sum) {
  const typename V::F factor = V::set(weight);
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth)
    V::store(sum + i, V::fma(factor, V::load(row + i), V::load(sum + i)));
  if (i == k) return;
  const int64_t left = k - i;
  V::store_first(sum + i, V::fma(factor, V::load_first(row + i, left), V::load_first(sum + i, left)), left);
}

template <class V>
inline void maximum_row(const float* row, int64_t k, float* most) {
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth) V::store(most + i, V::max(V::load(row + i), V::load(most + i)));
  if (i == k) return;
  const int64_t left = k - i;
  V::store_first(most + i, V::max(V::load_first(row + i, left), V::load_first(most + i, left)), left);
}

}  // namespace
