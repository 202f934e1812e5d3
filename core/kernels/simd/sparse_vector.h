// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/activate.h"
#include "core/kernels/simd/sparse_tile.h"

// Sparse tiles with a row of x in each lane: a weight is broadcast and meets all rows at once. For per-ISA
// files only. V also has transpose(F (&)[kWidth]).
namespace {

using athena::kernels::sparse::kChannels;
using athena::kernels::sparse::kChunk;
using athena::kernels::sparse::kLaneGroup;
using athena::kernels::sparse::kLanes;
using athena::kernels::sparse::Tile;

// g++ 12 keeps arrays of vectors in memory unless every loop over them is unrolled.
template <class V>
inline void arrange_rows(const float* x, ptrdiff_t ldx, int32_t rows, int64_t k, float* to, ptrdiff_t lanes) {
  for (int32_t first = 0; first < kLaneGroup; first += V::kWidth) {
    for (int64_t i = 0; i < k; i += V::kWidth) {
      typename V::F block[V::kWidth];
#pragma GCC unroll 16
      for (int r = 0; r < V::kWidth; ++r) {
        const float* from = x + (first + r) * ldx + i;
        block[r] = first + r >= rows    ? V::zero()
                   : i + V::kWidth <= k ? V::load(from)
                                        : V::load_first(from, k - i);
      }
      V::transpose(block);
#pragma GCC unroll 16
      for (int j = 0; j < V::kWidth; ++j)
        if (i + j < k) V::store(to + (i + j) * lanes + first, block[j]);
    }
  }
}

// sums[channel][lanes] += the chunks of weights, non-zero by non-zero along k.
template <class V, int kVectors>
inline void add_products(const Tile& tile, float* sums) {
  constexpr int kTileLanes = kVectors * V::kWidth;
  const uint16_t* count = tile.counts;
  const uint8_t* channel = tile.order;
  const uint8_t* index = tile.indices;
  const float* value = tile.values;
  for (int64_t first = 0; first < tile.k; first += kChunk) {
    const float* x = tile.x + first * kTileLanes;
    for (int32_t n = 0; n < tile.channels; ++n) {
      float* to = sums + *channel++ * kTileLanes;
      const int32_t some = *count++;
      typename V::F sum[kVectors];
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) sum[v] = V::load(to + v * V::kWidth);
      for (int32_t i = 0; i < some; ++i) {
        const typename V::F w = V::set(value[i]);
        const float* lane = x + index[i] * kTileLanes;
#pragma GCC unroll 8
        for (int v = 0; v < kVectors; ++v) sum[v] = V::fma(w, V::load(lane + v * V::kWidth), sum[v]);
      }
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) V::store(to + v * V::kWidth, sum[v]);
      value += some;
      index += some;
    }
  }
}

template <class V>
inline void store_tile(const Tile& tile, const float* sums) {
  for (int32_t row = 0; row < tile.rows; row += V::kWidth) {
    for (int32_t column = 0; column < tile.columns; column += V::kWidth) {
      typename V::F block[V::kWidth];
#pragma GCC unroll 16
      for (int j = 0; j < V::kWidth; ++j) block[j] = V::load(sums + (column + j) * tile.lanes + row);
      V::transpose(block);
      const int32_t left = tile.columns - column;
#pragma GCC unroll 16
      for (int r = 0; r < V::kWidth; ++r) {
        if (row + r >= tile.rows) break;
        float* y = tile.y + (row + r) * tile.ldy + column;
        const typename V::F value = activate<V>(tile.activation, block[r]);
        if (left >= V::kWidth)
          V::store(y, value);
        else
          V::store_first(y, value, left);
      }
    }
  }
}

template <class V>
inline void run_tile(const Tile& tile) {
  constexpr int kGroup = kLaneGroup / V::kWidth;
  alignas(64) float sums[kChannels * kLanes];
  float* to = sums;
  for (int32_t n = 0; n < tile.channels; ++n)
    for (int32_t lane = 0; lane < tile.lanes; lane += V::kWidth, to += V::kWidth)
      V::store(to, V::set(tile.bias[n]));
  switch (tile.lanes / kLaneGroup) {
    case 1:
      add_products<V, kGroup>(tile, sums);
      break;
    case 2:
      add_products<V, 2 * kGroup>(tile, sums);
      break;
    case 3:
      add_products<V, 3 * kGroup>(tile, sums);
      break;
    default:
      add_products<V, 4 * kGroup>(tile, sums);
  }
  store_tile<V>(tile, sums);
}

}  // namespace
