// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/int8_vector.h"
#include "core/kernels/simd/two_four_tile.h"

// A tile of kRows x (kVectors * V::kWidth) outputs in registers, packet by packet. For per-ISA files only.
//
// Op is that of int8_vector.h, with
//   kKept               weights of a lane
//   codes(p)            8 bytes of a row's codes in every 64 bits: those of a step
//   selectors(words)    from the lowest positions of the words, what select() takes
//   select(codes, selectors)
namespace {

// g++ 12 keeps the accumulators in memory unless every loop over them is unrolled.
template <class V, class Op, int kRows, int kVectors>
inline void run_packets(const Tile& tile) {
  namespace layout = athena::kernels::two_four;
  using I = typename V::I;
  constexpr int kSteps = layout::vectors(Op::kKept) / kVectors;
  constexpr int kStepCodes = 8;  // bytes
  I acc[kRows][kVectors];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r)
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) acc[r][v] = V::izero();
  const unsigned char* rows[kRows];
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) rows[r] = tile.codes + r * tile.code_stride;
  const int8_t* packet = tile.panel;
  for (int64_t i = 0; i < tile.steps; ++i) {
    I words = V::iload(packet);
    const int8_t* w = packet + layout::position_bytes(V::kWidth);
#pragma GCC unroll 8
    for (int s = 0; s < kSteps; ++s) {
      I selectors[kVectors];
      typename Op::Weights weights[kVectors];
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) {
        selectors[v] = Op::selectors(words);
        words = V::template shift_right<2>(words);
        weights[v] = Op::load(w + (s * kVectors + v) * Op::kStepBytes);
      }
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const I x = Op::codes(rows[r] + (i * kSteps + s) * kStepCodes);
#pragma GCC unroll 8
        for (int v = 0; v < kVectors; ++v)
          acc[r][v] = Op::dot(acc[r][v], Op::select(x, selectors[v]), weights[v]);
      }
    }
    packet += layout::packet_bytes(V::kWidth, Op::kKept);
  }
  if (tile.sums == nullptr && tile.activation <= 1 && tile.columns == kVectors * V::kWidth)
    return store_whole<V, Op, kRows, kVectors>(tile, acc);
#pragma GCC unroll 8
  for (int r = 0; r < kRows; ++r) store_row<V, Op, kVectors>(tile, r, acc[r]);
}

/// tile.rows <= kMost.
template <class V, class Op, int kMost, int kVectors>
inline void run_two_four_tile(const Tile& tile) {
  if constexpr (kMost > 1)
    if (tile.rows < kMost) return run_two_four_tile<V, Op, kMost - 1, kVectors>(tile);
  run_packets<V, Op, kMost, kVectors>(tile);
}

}  // namespace
