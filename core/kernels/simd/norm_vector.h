// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/norm.h"

// The function of norm.h in vectors. For per-ISA files only.
namespace {

template <class V>
inline float sum_of_lanes(typename V::F x) {
  alignas(64) float lanes[V::kWidth];
  V::store(lanes, x);
#pragma GCC unroll 4
  for (int half = V::kWidth / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) lanes[i] += lanes[i + half];
  return lanes[0];
}

// Two accumulators hide the latency of the sums; the rest of a row that fills no vector is added one by one.
template <class V>
inline float add_rows(const float* a, const float* b, int64_t k, float* x) {
  typename V::F even = V::zero(), odd = V::zero();
  int64_t i = 0;
  const auto next = [&](typename V::F& total) {
    const auto value = b == nullptr ? V::load(a + i) : V::add(V::load(a + i), V::load(b + i));
    V::store(x + i, value);
    total = V::add(total, value);
    i += V::kWidth;
  };
  while (i + 2 * V::kWidth <= k) {
    next(even);
    next(odd);
  }
  if (i + V::kWidth <= k) next(even);
  float total = sum_of_lanes<V>(V::add(even, odd));
  for (; i < k; ++i) {
    x[i] = b == nullptr ? a[i] : a[i] + b[i];
    total += x[i];
  }
  return total;
}

template <class V>
inline float squared_distances(const float* x, int64_t k, float mean) {
  const typename V::F middle = V::set(mean);
  typename V::F even = V::zero(), odd = V::zero();
  int64_t i = 0;
  const auto next = [&](typename V::F& total) {
    const auto distance = V::sub(V::load(x + i), middle);
    total = V::fma(distance, distance, total);
    i += V::kWidth;
  };
  while (i + 2 * V::kWidth <= k) {
    next(even);
    next(odd);
  }
  if (i + V::kWidth <= k) next(even);
  float total = sum_of_lanes<V>(V::add(even, odd));
  for (; i < k; ++i) total += (x[i] - mean) * (x[i] - mean);
  return total;
}

template <class V>
inline void normalize_row(const float* a, const float* b, int64_t k, const float* gamma, const float* beta,
                          float epsilon, float* sum, float* y) {
  float* x = sum == nullptr ? y : sum;
  const auto count = static_cast<float>(k);
  const float mean = add_rows<V>(a, b, k, x) / count;
  const float variance = squared_distances<V>(x, k, mean) / count;
  const float inverse = 1.0f / __builtin_sqrtf(variance + epsilon);
  const typename V::F middle = V::set(mean), scale = V::set(inverse);
  int64_t i = 0;
  for (; i + V::kWidth <= k; i += V::kWidth) {
    typename V::F value = V::mul(V::sub(V::load(x + i), middle), scale);
    if (gamma != nullptr) value = V::mul(value, V::load(gamma + i));
    if (beta != nullptr) value = V::add(value, V::load(beta + i));
    V::store(y + i, value);
  }
  for (; i < k; ++i) {
    float value = (x[i] - mean) * inverse;
    if (gamma != nullptr) value *= gamma[i];
    if (beta != nullptr) value += beta[i];
    y[i] = value;
  }
}

}  // namespace
