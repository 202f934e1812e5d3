// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/block_tile.h"
#include "core/kernels/simd/int8_vector.h"

// A tile of kRows x 16 outputs in registers, block by block; Op is that of int8_vector.h. For per-ISA files
// only.
namespace {

using BlockTile = athena::kernels::block::Tile;

// Few rows leave the dot product's latency open: blocks then take turns on kChains sets of accumulators.
template <class V, class Op, int kRows, int kChains>
inline void run_blocks(const BlockTile& tile) {
  using I = typename V::I;
  constexpr int kVectors = athena::kernels::block::kBlockColumns / V::kWidth;
  constexpr int kBlockBytes = athena::kernels::block::kBlockColumns * athena::kernels::block::kBlockDepth;
  constexpr int kSteps = kBlockBytes / (kVectors * Op::kStepBytes);
  I acc[kChains][kRows][kVectors];
#pragma GCC unroll 4
  for (int c = 0; c < kChains; ++c)
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 2
      for (int v = 0; v < kVectors; ++v) acc[c][r][v] = V::izero();
  const ptrdiff_t stride = tile.code_stride;
  const int8_t* w = tile.panel;
  for (int64_t block = 0; block < tile.steps; block += kChains) {
#pragma GCC unroll 4
    for (int c = 0; c < kChains; ++c) {
      if (c > 0 && block + c >= tile.steps) break;
      const unsigned char* codes = tile.codes + tile.depths[block + c] * (kSteps * Op::kBroadcast);
#pragma GCC unroll 2
      for (int s = 0; s < kSteps; ++s) {
        typename Op::Weights weights[kVectors];
#pragma GCC unroll 2
        for (int v = 0; v < kVectors; ++v) weights[v] = Op::load(w + (s * kVectors + v) * Op::kStepBytes);
        const unsigned char* row = codes + s * Op::kBroadcast;
#pragma GCC unroll 16
        for (int r = 0; r < kRows; ++r) {
          const I x = Op::broadcast(row + r % 3 * stride);
          if (r % 3 == 2) row += 3 * stride;
#pragma GCC unroll 2
          for (int v = 0; v < kVectors; ++v) acc[c][r][v] = Op::dot(acc[c][r][v], x, weights[v]);
        }
      }
      w += kBlockBytes;
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
    for (int c = 1; c < kChains; ++c)
#pragma GCC unroll 2
      for (int v = 0; v < kVectors; ++v) acc[0][r][v] = V::iadd(acc[0][r][v], acc[c][r][v]);
    store_row<V, Op, kVectors>(tile, r, acc[0][r]);
  }
}

/// tile.rows <= kMost.
template <class V, class Op, int kMost>
inline void run_block_tile(const BlockTile& tile) {
  if constexpr (kMost > 1)
    if (tile.rows < kMost) return run_block_tile<V, Op, kMost - 1>(tile);
  run_blocks < V, Op, kMost, kMost == 1 ? 4 : kMost<4 ? 2 : 1>(tile);
}

}  // namespace
