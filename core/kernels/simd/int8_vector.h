// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/activate.h"
#include "core/kernels/simd/int8_tile.h"

// A tile of kRows x (kVectors * V::kWidth) outputs in registers. For per-ISA files only.
//
// Op says how one step along k is multiplied:
//   kStepBytes    bytes of one vector of weights in a step
//   kBroadcast    bytes of a row's codes in a step (4)
//   Weights       what a vector of weights is once loaded;  load(const int8_t*)
//   dot(acc, x, w)
//   kCentred      the codes are less their zero point already
namespace {

using athena::kernels::int8::Tile;

template <class V, class Op, int kVectors>
inline void store_row(const Tile& tile, int row, const typename V::I (&acc)[kVectors]) {
  using F = typename V::F;
  using I = typename V::I;
  const I zero = V::iset(tile.row_zero[row]);
  const F row_scale = V::set(tile.row_scale[row]);
  const ptrdiff_t at = row * tile.ldy;
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) {
    const int first = v * V::kWidth, left = tile.columns - first;
    if (left <= 0) return;
    I sum = acc[v];
    if constexpr (!Op::kCentred) sum = V::isub(sum, V::imul(zero, V::iload(tile.column_sum + first)));
    if (tile.sums != nullptr) {
      V::istore_first(tile.sums + at + first, sum, left);
      continue;
    }
    const F scale = V::mul(row_scale, V::load(tile.column_scale + first));
    const F linear = V::fma(V::to_float(sum), scale, V::load(tile.bias + first));
    const F y = activate<V>(tile.activation, linear);
    if (left >= V::kWidth)
      V::store(tile.y + at + first, y);
    else
      V::store_first(tile.y + at + first, y, left);
  }
}

// store_row of all rows where every column is stored, as floats, without activation or with ReLU: straight
// on, and what belongs to a column is loaded once.
template <class V, class Op, int kRows, int kVectors>
inline void store_whole(const Tile& tile, const typename V::I (&acc)[kRows][kVectors]) {
  using F = typename V::F;
  using I = typename V::I;
  const F floor = tile.activation == 0 ? V::set(-__builtin_inff()) : V::zero();
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) {
    const int first = v * V::kWidth;
    const I column_sum = V::iload(tile.column_sum + first);
    const F column_scale = V::load(tile.column_scale + first), bias = V::load(tile.bias + first);
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      I sum = acc[r][v];
      if constexpr (!Op::kCentred) sum = V::isub(sum, V::imul(V::iset(tile.row_zero[r]), column_sum));
      const F scale = V::mul(V::set(tile.row_scale[r]), column_scale);
      V::store(tile.y + r * tile.ldy + first, V::max(floor, V::fma(V::to_float(sum), scale, bias)));
    }
  }
}

// g++ 12 keeps the accumulators in memory unless every loop over them is unrolled.
template <class V, class Op, int kRows, int kVectors>
inline void run_rows(const Tile& tile) {
  using I = typename V::I;
  I acc[kRows][kVectors];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) acc[r][v] = V::izero();
  const unsigned char* rows[kRows];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) rows[r] = tile.codes + r * tile.code_stride;
  const int8_t* w = tile.panel;
  for (int64_t step = 0; step < tile.steps; ++step) {
    typename Op::Weights weights[kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) weights[v] = Op::load(w + v * Op::kStepBytes);
    w += kVectors * Op::kStepBytes;
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      const I x = Op::broadcast(rows[r] + step * Op::kBroadcast);
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) acc[r][v] = Op::dot(acc[r][v], x, weights[v]);
    }
  }
  if (tile.sums == nullptr && tile.activation <= 1 && tile.columns == kVectors * V::kWidth)
    return store_whole<V, Op, kRows, kVectors>(tile, acc);
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) store_row<V, Op, kVectors>(tile, r, acc[r]);
}

// One row: two sets of accumulators hide the latency of the dot product. The stream of weights is left to the
// processor's own prefetcher: fetching ahead by instruction takes a fifth of the bandwidth away.
template <class V, class Op, int kVectors>
inline void run_one_row(const Tile& tile) {
  using I = typename V::I;
  I even[kVectors], odd[kVectors];
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) even[v] = odd[v] = V::izero();
  const int8_t* w = tile.panel;
  int64_t step = 0;
  for (; step + 2 <= tile.steps; step += 2) {
    const I x0 = Op::broadcast(tile.codes + step * Op::kBroadcast);
    const I x1 = Op::broadcast(tile.codes + (step + 1) * Op::kBroadcast);
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) {
      even[v] = Op::dot(even[v], x0, Op::load(w + v * Op::kStepBytes));
      odd[v] = Op::dot(odd[v], x1, Op::load(w + (kVectors + v) * Op::kStepBytes));
    }
    w += 2 * kVectors * Op::kStepBytes;
  }
  if (step < tile.steps) {
    const I x = Op::broadcast(tile.codes + step * Op::kBroadcast);
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) even[v] = Op::dot(even[v], x, Op::load(w + v * Op::kStepBytes));
  }
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) even[v] = V::iadd(even[v], odd[v]);
  store_row<V, Op, kVectors>(tile, 0, even);
}

template <class V, class Op, int kVectors>
inline void run_up_to_six_rows(const Tile& tile) {
  switch (tile.rows) {
    case 1:
      return run_one_row<V, Op, kVectors>(tile);
    case 2:
      return run_rows<V, Op, 2, kVectors>(tile);
    case 3:
      return run_rows<V, Op, 3, kVectors>(tile);
    case 4:
      return run_rows<V, Op, 4, kVectors>(tile);
    case 5:
      return run_rows<V, Op, 5, kVectors>(tile);
    default:
      return run_rows<V, Op, 6, kVectors>(tile);
  }
}

}  // namespace
