// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/activate.h"
#include "core/kernels/simd/conv_tile.h"

// Tiles of output channels x positions in registers. For per-ISA files only.
//
// Op says how a vector of cells meets a cell of weights:
//   kCodes              codes in a cell: 4 (u8) or 2 (s16, less their zero point)
//   dot(acc, x, w)      acc + the sum over a lane's codes
//   interleave(acc)     kCodes vectors of every kCodes-th position -> the same in order
//   join(codes)         kCodes vectors of int32 -> one of saturated cells
namespace {

using athena::kernels::conv::Piece;
using athena::kernels::conv::Tile;

template <class V>
inline void store_pieces(const Tile& tile, int row, int vector, typename V::I acc) {
  using F = typename V::F;
  const typename V::I sum = V::isub(acc, V::iset(tile.zero_point * tile.column_sum[row]));
  const ptrdiff_t at = row * tile.ldy;
  const Piece* end = tile.pieces + tile.piece_starts[vector + 1];
  const Piece* piece = tile.pieces + tile.piece_starts[vector];
  if (tile.sums != nullptr) {
    for (; piece != end; ++piece)
      V::istore_lanes(tile.sums + at + piece->offset, sum, piece->first, piece->last);
    return;
  }
  const F scale = V::set(tile.scale * tile.column_scale[row]);
  const F y = activate<V>(tile.activation, V::fma(V::to_float(sum), scale, V::set(tile.bias[row])));
  for (; piece != end; ++piece) {
    if (piece->last - piece->first == V::kWidth)
      V::store(tile.y + at + piece->offset, y);
    else
      V::store_lanes(tile.y + at + piece->offset, y, piece->first, piece->last);
  }
}

// g++ 12 keeps the accumulators in memory unless every loop over them is unrolled.
template <class V, class Op, int kRows, int kVectors>
inline void run_tile(const Tile& tile) {
  using I = typename V::I;
  I acc[kRows][kVectors];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) acc[r][v] = V::izero();
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
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) {
    if (r >= tile.rows) return;
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) store_pieces<V>(tile, r, v, acc[r][v]);
  }
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

/// One output channel: a step's cells are read from kCodes neighbouring positions, each for its own outputs.
template <class V, class Op>
inline void run_depthwise(const Tile& tile) {
  using I = typename V::I;
  constexpr int kCodeBytes = 4 / Op::kCodes;
  for (int32_t vector = 0; vector < tile.vectors; vector += Op::kCodes) {
    const unsigned char* cells = tile.cells + vector * V::kWidth * kCodeBytes;
    I acc[Op::kCodes];
#pragma GCC unroll 8
    for (int i = 0; i < Op::kCodes; ++i) acc[i] = V::izero();
    for (int64_t step = 0; step < tile.steps; ++step) {
      const I weight = V::iset(tile.weights[step]);
      const unsigned char* from = cells + tile.offsets[step];
#pragma GCC unroll 8
      for (int i = 0; i < Op::kCodes; ++i) acc[i] = Op::dot(acc[i], V::iload(from + i * kCodeBytes), weight);
    }
    Op::interleave(acc);
#pragma GCC unroll 8
    for (int i = 0; i < Op::kCodes; ++i) store_pieces<V>(tile, 0, vector + i, acc[i]);
  }
}

template <class V, class Op>
inline void quantize_cells(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                           int32_t* cells) {
  using I = typename V::I;
  const typename V::F inverse = V::set(inverse_scale);
  const I zero = V::iset(zero_point);
  I codes[Op::kCodes];
  int64_t i = 0;
  for (; i + V::kWidth <= count; i += V::kWidth) {
#pragma GCC unroll 8
    for (int c = 0; c < Op::kCodes; ++c) codes[c] = V::to_int(V::mul(V::load(x[c] + i), inverse));
    V::istore(cells + i, Op::join(codes, zero));
  }
  if (i == count) return;
#pragma GCC unroll 8
  for (int c = 0; c < Op::kCodes; ++c)
    codes[c] = V::to_int(V::mul(V::load_first(x[c] + i, count - i), inverse));
  V::istore_first(cells + i, Op::join(codes, zero), count - i);
}

}  // namespace
