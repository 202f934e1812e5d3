// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/activate.h"
#include "core/kernels/simd/recurrent_cells.h"

// The functions of recurrent_cells.h in vectors, operation by operation those of
// core/kernels/recurrent/scalar.cpp. For per-ISA files only.
namespace {

template <class V>
inline typename V::F sigmoid(typename V::F x) {
  const typename V::F one = V::set(1.0f);
  return V::div(one, V::add(one, exp_clamped<V>(V::negate(x))));
}

template <class V>
inline typename V::F tanh_of(typename V::F x) {
  using F = typename V::F;
  const F one = V::set(1.0f), size = V::magnitude(x), square = V::mul(x, x);
  F p = V::set(ATHENA_TANH_P0);
  p = V::fma(p, square, V::set(ATHENA_TANH_P1));
  p = V::fma(p, square, V::set(ATHENA_TANH_P2));
  p = V::fma(p, square, V::set(ATHENA_TANH_P3));
  p = V::fma(p, square, V::set(ATHENA_TANH_P4));
  const F small = V::fma(V::mul(p, square), x, x);
  const F e = exp_clamped<V>(V::add(size, size));
  const F large = V::copy_sign(V::sub(one, V::div(V::set(2.0f), V::add(e, one))), x);
  return V::select_less(size, V::set(ATHENA_TANH_SMALL), small, large);
}

template <class V>
inline void lstm_lanes(const float* x, const float* h, int64_t size, int64_t at, int64_t lanes, float* cell,
                       float* hidden) {
  using F = typename V::F;
  const auto sum = [&](int64_t gate) {
    return V::add(V::load_first(x + gate * size + at, lanes), V::load_first(h + gate * size + at, lanes));
  };
  const F in = sigmoid<V>(sum(0)), forget = sigmoid<V>(sum(1)), candidate = tanh_of<V>(sum(2));
  const F c = V::fma(forget, V::load_first(cell + at, lanes), V::mul(in, candidate));
  V::store_first(cell + at, c, lanes);
  V::store_first(hidden + at, V::mul(sigmoid<V>(sum(3)), tanh_of<V>(c)), lanes);
}

template <class V>
inline void gru_lanes(const float* x, const float* h, int64_t size, int64_t at, int64_t lanes,
                      float* hidden) {
  using F = typename V::F;
  const auto input = [&](int64_t gate) { return V::load_first(x + gate * size + at, lanes); };
  const auto state = [&](int64_t gate) { return V::load_first(h + gate * size + at, lanes); };
  const F reset = sigmoid<V>(V::add(input(0), state(0))), update = sigmoid<V>(V::add(input(1), state(1)));
  const F fresh = tanh_of<V>(V::fma(reset, state(2), input(2)));
  const F former = V::load_first(hidden + at, lanes);
  V::store_first(hidden + at, V::fma(update, V::sub(former, fresh), fresh), lanes);
}

/// Calls step(at, lanes) for V::kWidth values at a time, and for those that are left.
template <class V, class Step>
inline void for_lanes(int64_t size, const Step& step) {
  for (int64_t at = 0; at < size; at += V::kWidth)
    step(at, size - at < V::kWidth ? size - at : int64_t{V::kWidth});
}

template <class V>
inline void lstm_row(const float* x, const float* h, int64_t size, float* cell, float* hidden) {
  for_lanes<V>(size, [&](int64_t at, int64_t lanes) { lstm_lanes<V>(x, h, size, at, lanes, cell, hidden); });
}

template <class V>
inline void gru_row(const float* x, const float* h, int64_t size, float* hidden) {
  for_lanes<V>(size, [&](int64_t at, int64_t lanes) { gru_lanes<V>(x, h, size, at, lanes, hidden); });
}

template <class V>
inline void rnn_tanh_row(const float* x, const float* h, int64_t size, float* hidden) {
  for_lanes<V>(size, [&](int64_t at, int64_t lanes) {
    const typename V::F sum = V::add(V::load_first(x + at, lanes), V::load_first(h + at, lanes));
    V::store_first(hidden + at, tanh_of<V>(sum), lanes);
  });
}

template <class V>
inline void rnn_relu_row(const float* x, const float* h, int64_t size, float* hidden) {
  for_lanes<V>(size, [&](int64_t at, int64_t lanes) {
    const typename V::F sum = V::add(V::load_first(x + at, lanes), V::load_first(h + at, lanes));
    V::store_first(hidden + at, V::max(V::zero(), sum), lanes);
  });
}

}  // namespace
