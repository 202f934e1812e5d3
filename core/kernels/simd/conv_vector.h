// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/activate.h"
#include "core/kernels/simd/conv_tile.h"
#include "core/kernels/simd/rows_vector.h"

// Tiles of output channels x positions. For per-ISA files only.
//
// Op says how vectors of cells are handled:
//   kCodes           codes in a cell: 4 (u8) or 2 (s16, less their zero point)
//   dot(acc, x, w)   acc + the sum over a lane's codes
//   join(codes)      kCodes vectors of int32 -> one of saturated cells
//   halve(a, b)      every second lane of two vectors
// and for depthwise, where a vector that was taken apart has kCodes positions, a lane for each of their
// channels:
//   spread(x)        kCodes taps of a vector of cells -> kCodes such vectors, whose lanes hold a channel's
//   taps spread_one(x)    the same with one tap, the others 0 repeat(w)        a lane for each channel, again
//   and again gather(acc)      kCodes such vectors of int32 -> a vector of neighbouring positions for each
//   channel
namespace {

using athena::kernels::conv::Kept;
using athena::kernels::conv::Tile;

/// What makes floats of one output channel's integers.
template <class V>
struct Row {
  typename V::F scale, bias, floor, ceiling;
  float* y;

  Row(const Tile& tile, int row)
      : scale(V::set(tile.scale * tile.column_scale[row])),
        bias(V::set(tile.bias[row])),
        floor(V::set(tile.activation == 0 ? -__builtin_inff() : 0.0f)),
        ceiling(V::set(tile.activation == 5 ? 6.0f : __builtin_inff())),
        y(tile.y + row * tile.ldy) {}

  typename V::F linear(typename V::I sum) const { return V::fma(V::to_float(sum), scale, bias); }
  typename V::F clamped(typename V::I sum) const { return V::min(ceiling, V::max(floor, linear(sum))); }

  template <bool kWhole>
  void store(typename V::F value, const Kept& kept) const {
    if constexpr (kWhole)
      V::store(y + kept.start, value);
    else
      V::store_kept(y + kept.start, value, kept.lanes, kept.count);
  }
};

/// No activation, Relu or Relu6, and floats wanted: what needs no further thought.
inline bool is_plain(const Tile& tile) {
  return (tile.activation <= 1 || tile.activation == 5) && tile.sums == nullptr;
}

/// Any activation, or the integers: sums [tile.rows][stride].
template <class V>
inline void finish_tile(const Tile& tile, const int32_t* sums, int stride) {
  for (int r = 0; r < tile.rows; ++r, sums += stride) {
    const Row<V> row(tile, r);
    for (int v = 0; v < tile.vectors; ++v) {
      const typename V::I sum = V::iload(sums + v * V::kWidth);
      const Kept& kept = tile.kept[v];
      if (tile.sums != nullptr)
        V::istore_kept(tile.sums + r * tile.ldy + kept.start, sum, kept.lanes, kept.count);
      else
        row.template store<false>(activate<V>(tile.activation, row.linear(sum)), kept);
    }
  }
}

template <class V, bool kWhole, int kVectors>
inline void store_tile(const Tile& tile, const int32_t* sums) {
  for (int r = 0; r < tile.rows; ++r, sums += kVectors * V::kWidth) {
    const Row<V> row(tile, r);
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v)
      row.template store<kWhole>(row.clamped(V::iload(sums + v * V::kWidth)), tile.kept[v]);
  }
}

// g++ 12 keeps the accumulators in memory unless every loop over them is unrolled.
template <class V, class Op, int kRows, int kVectors>
inline void run_tile(const Tile& tile) {
  using I = typename V::I;
  I acc[kRows][kVectors];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
    const I start = V::iset(-tile.zero_point * tile.column_sum[r]);
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) acc[r][v] = start;
  }
  const int32_t* w = tile.weights;
  for (int64_t step = 0; step < tile.steps; ++step) {
    const unsigned char* cells = tile.cells + tile.offsets[step];
    I x[kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) x[v] = V::iload(cells + v * sizeof(I));
#pragma GCC unroll 8
    for (int r = 0; r < kRows; ++r) {
      const I weight = V::iset(w[r]);
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) acc[r][v] = Op::dot(acc[r][v], x[v], weight);
    }
    w += tile.row_tile;
  }
  // By way of memory, since what the loop above holds in registers must not be used in more than one place.
  alignas(64) int32_t sums[kRows][kVectors * V::kWidth];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) V::istore(&sums[r][v * V::kWidth], acc[r][v]);
  if (!is_plain(tile)) return finish_tile<V>(tile, sums[0], kVectors * V::kWidth);
  if (tile.whole) return store_tile<V, true, kVectors>(tile, sums[0]);
  store_tile<V, false, kVectors>(tile, sums[0]);
}

template <class V, class Op, int kRows>
inline void run_up_to_three_vectors(const Tile& tile) {
  switch (tile.vectors) {
    case 1:
      return run_tile<V, Op, kRows, 1>(tile);
    case 2:
      return run_tile<V, Op, kRows, 2>(tile);
    default:
      return run_tile<V, Op, kRows, 3>(tile);
  }
}

/// One vector of positions for the channels of a cell, each with its own output channel.
template <class V, class Op>
inline void accumulate_depthwise(const Tile& tile, const unsigned char* cells, typename V::I start,
                                 typename V::I (&acc)[Op::kCodes]) {
  using I = typename V::I;
  constexpr int kCodes = Op::kCodes;
  I x[kCodes];
#pragma GCC unroll 8
  for (int i = 0; i < kCodes; ++i) acc[i] = start;
  int64_t tap = 0;
  for (; tap + 1 < tile.taps; tap += kCodes) {
#pragma GCC unroll 8
    for (int i = 0; i < kCodes; ++i) x[i] = V::iload(cells + tile.offsets[tap + i]);
    Op::spread(x);
    const I weights = Op::repeat(tile.weights + tap);
#pragma GCC unroll 8
    for (int i = 0; i < kCodes; ++i) acc[i] = Op::dot(acc[i], x[i], weights);
  }
  if (tap < tile.taps) {
    x[0] = V::iload(cells + tile.offsets[tap]);
    Op::spread_one(x);
    const I weights = Op::repeat(tile.weights + tap);
#pragma GCC unroll 8
    for (int i = 0; i < kCodes; ++i) acc[i] = Op::dot(acc[i], x[i], weights);
  }
  Op::gather(acc);
}

template <class V, class Op, bool kWhole>
inline void store_depthwise(const Tile& tile, typename V::I start) {
  typename V::I acc[Op::kCodes];
  const auto rows = [&](int r) { return Row<V>(tile, r < tile.rows ? r : 0); };
  const Row<V> first[2] = {rows(0), rows(1)}, second[2] = {rows(2), rows(3)};
  for (int v = 0; v < tile.vectors; ++v) {
    accumulate_depthwise<V, Op>(tile, tile.cells + v * sizeof(acc[0]), start, acc);
#pragma GCC unroll 8
    for (int r = 0; r < Op::kCodes; ++r) {
      if (r >= tile.rows) break;
      const Row<V>& row = r < 2 ? first[r] : second[r - 2];
      row.template store<kWhole>(row.clamped(acc[r]), tile.kept[v]);
    }
  }
}

/// At most kVectors vectors.
template <class V, class Op, int kVectors>
inline void run_depthwise(const Tile& tile) {
  constexpr int kCodes = Op::kCodes;
  int32_t correction[kCodes];
  for (int c = 0; c < kCodes; ++c) correction[c] = -tile.zero_point * tile.column_sum[c];
  const typename V::I start = Op::repeat(correction);
  if (is_plain(tile))
    return tile.whole ? store_depthwise<V, Op, true>(tile, start)
                      : store_depthwise<V, Op, false>(tile, start);
  alignas(64) int32_t sums[kCodes][kVectors * V::kWidth];
  for (int v = 0; v < tile.vectors; ++v) {
    typename V::I acc[kCodes];
    accumulate_depthwise<V, Op>(tile, tile.cells + v * sizeof(acc[0]), start, acc);
#pragma GCC unroll 8
    for (int i = 0; i < kCodes; ++i) V::istore(&sums[i][v * V::kWidth], acc[i]);
  }
  finish_tile<V>(tile, sums[0], kVectors * V::kWidth);
}

struct Unchecked {
  template <class V>
  static typename V::I codes(typename V::F scaled) {
    return V::to_int(scaled);
  }
};

struct Saturated {
  template <class V>
  static typename V::I codes(typename V::F scaled) {
    return saturated<V>(scaled);
  }
};

template <class V, class Op, class Rounding = Unchecked>
inline void quantize_cells(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                           int32_t* cells) {
  using I = typename V::I;
  const typename V::F inverse = V::set(inverse_scale);
  const I zero = V::iset(zero_point);
  I codes[Op::kCodes];
  int64_t i = 0;
  for (; i + V::kWidth <= count; i += V::kWidth) {
#pragma GCC unroll 8
    for (int c = 0; c < Op::kCodes; ++c)
      codes[c] = Rounding::template codes<V>(V::mul(V::load(x[c] + i), inverse));
    V::istore(cells + i, Op::join(codes, zero));
  }
  if (i == count) return;
#pragma GCC unroll 8
  for (int c = 0; c < Op::kCodes; ++c)
    codes[c] = Rounding::template codes<V>(V::mul(V::load_first(x[c] + i, count - i), inverse));
  V::istore_first(cells + i, Op::join(codes, zero), count - i);
}

template <class V, class Op>
inline void halve_cells(const int32_t* from, int64_t count, int32_t* to) {
  for (int64_t i = 0; i < count; i += V::kWidth)
    V::istore_first(to + i, Op::halve(V::iload(from + 2 * i), V::iload(from + 2 * i + V::kWidth)), count - i);
}

}  // namespace
