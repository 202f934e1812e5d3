// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/block_vector.h"
#include "core/kernels/simd/int8_ops512.h"
#include "core/kernels/simd/lanes512.h"

namespace {

using athena::kernels::block::kBlockColumns;
using athena::kernels::block::kBlockDepth;

constexpr int kMostLanes = 32;

// A row in each lane: one load of codes meets the weights of all columns, each of which the dot product
// itself fetches and broadcasts. sums[column][lanes].
template <int kVectors, int kColumns>
inline void add_blocks(const BlockTile& tile, int first, int32_t* sums) {
  constexpr int kLanes = kVectors * Vec512::kWidth;
  __m512i acc[kVectors][kColumns];
#pragma GCC unroll 2
  for (int v = 0; v < kVectors; ++v)
#pragma GCC unroll 16
    for (int n = 0; n < kColumns; ++n) acc[v][n] = Vec512::izero();
  const int8_t* w = tile.panel + first * kBlockDepth;
  for (int64_t block = 0; block < tile.steps; ++block, w += kBlockColumns * kBlockDepth) {
    const unsigned char* codes = tile.codes + tile.depths[block] * (kLanes * kBlockDepth);
    __m512i x[kVectors];
#pragma GCC unroll 2
    for (int v = 0; v < kVectors; ++v) x[v] = Vec512::iload(codes + v * 64);
#pragma GCC unroll 16
    for (int n = 0; n < kColumns; ++n) {
      const __m512i weight = Bytes512::broadcast(reinterpret_cast<const unsigned char*>(w + n * kBlockDepth));
#pragma GCC unroll 2
      for (int v = 0; v < kVectors; ++v) acc[v][n] = Bytes512::dot(acc[v][n], x[v], weight);
    }
  }
#pragma GCC unroll 2
  for (int v = 0; v < kVectors; ++v)
#pragma GCC unroll 16
    for (int n = 0; n < kColumns; ++n)
      Vec512::istore(sums + (first + n) * kLanes + v * Vec512::kWidth, acc[v][n]);
}

inline void store_words(float* to, __m512 words, int count) {
  if (count >= Vec512::kWidth)
    Vec512::store(to, words);
  else
    Vec512::store_first(to, words, count);
}

// Sixteen rows from `row` on: scaled as store_row of int8_vector.h does, and turned from lanes into rows.
inline void store_lanes(const BlockTile& tile, int row, const int32_t* sums) {
  const __m512i zero = Vec512::iload(tile.row_zero + row);
  const __m512 row_scale = Vec512::load(tile.row_scale + row);
  __m512 out[kBlockColumns];
#pragma GCC unroll 16
  for (int n = 0; n < kBlockColumns; ++n) {
    const __m512i correction = Vec512::imul(zero, Vec512::iset(tile.column_sum[n]));
    const __m512i sum = Vec512::isub(Vec512::iload(sums + n * tile.lanes), correction);
    const __m512 scale = Vec512::mul(row_scale, Vec512::set(tile.column_scale[n]));
    out[n] = tile.sums != nullptr ? _mm512_castsi512_ps(sum)  // moved as the bits they are
                                  : Vec512::fma(Vec512::to_float(sum), scale, Vec512::set(tile.bias[n]));
  }
  Lanes16::transpose(out);
#pragma GCC unroll 16
  for (int r = 0; r < Vec512::kWidth; ++r) {
    if (row + r >= tile.rows) return;
    const ptrdiff_t at = (row + r) * tile.ldy;
    if (tile.sums != nullptr)
      Vec512::istore_first(tile.sums + at, _mm512_castps_si512(out[r]), tile.columns);
    else
      store_words(tile.y + at, activate<Vec512>(tile.activation, out[r]), tile.columns);
  }
}

}  // namespace

namespace athena::kernels::block {

void u8s8_f32_block4x16_6x16_avx512vnni(const Tile& tile) { run_block_tile<Vec512, Bytes512, 6>(tile); }

void u8s8_f32_block4x16_32x16_avx512vnni(const Tile& tile) {
  alignas(64) int32_t sums[kBlockColumns * kMostLanes];
  if (tile.lanes == Vec512::kWidth) {
    add_blocks<1, 16>(tile, 0, sums);
  } else {
    add_blocks<2, 8>(tile, 0, sums);
    add_blocks<2, 8>(tile, 8, sums);
  }
  for (int row = 0; row < tile.rows; row += Vec512::kWidth) store_lanes(tile, row, sums + row);
}

}  // namespace athena::kernels::block
