// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>

#include "core/kernels/activation.h"
#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/simd/rows.h"

namespace athena::kernels::conv {
namespace {

constexpr int kWidth = 8, kCodes = 2;

void store(const Tile& tile, int row, int vector, const int32_t (&sums)[kWidth]) {
  const Piece* end = tile.pieces + tile.piece_starts[vector + 1];
  for (const Piece* piece = tile.pieces + tile.piece_starts[vector]; piece != end; ++piece)
    for (int lane = piece->first; lane < piece->last; ++lane) {
      const ptrdiff_t at = row * tile.ldy + piece->offset + lane;
      const int32_t sum = sums[lane] - tile.zero_point * tile.column_sum[row];
      if (tile.sums != nullptr)
        tile.sums[at] = sum;
      else
        tile.y[at] =
            activate(static_cast<Activation>(tile.activation),
                     std::fma(static_cast<float>(sum), tile.scale * tile.column_scale[row], tile.bias[row]));
    }
}

int32_t dot(const unsigned char* cell, int32_t weights) {
  int16_t x[kCodes], w[kCodes];
  std::memcpy(x, cell, sizeof(x));
  std::memcpy(w, &weights, sizeof(w));
  return x[0] * w[0] + x[1] * w[1];
}

}  // namespace

void conv_s16s8_f32_4x8_scalar(const Tile& tile) {
  for (int row = 0; row < tile.rows; ++row) {
    int32_t sums[kWidth] = {};
    for (int64_t step = 0; step < tile.steps; ++step)
      for (int lane = 0; lane < kWidth; ++lane)
        sums[lane] +=
            dot(tile.cells + tile.offsets[step] + 4 * lane, tile.weights[step * tile.row_tile + row]);
    store(tile, row, 0, sums);
  }
}

void depthwise_s16s8_f32_1x8_scalar(const Tile& tile) {
  for (int vector = 0; vector < tile.vectors; ++vector) {
    const unsigned char* cells = tile.cells + vector * kWidth * static_cast<int>(sizeof(int16_t));
    int32_t sums[kWidth] = {};
    for (int64_t step = 0; step < tile.steps; ++step)
      for (int lane = 0; lane < kWidth; ++lane)
        sums[lane] +=
            dot(cells + tile.offsets[step] + lane * static_cast<int>(sizeof(int16_t)), tile.weights[step]);
    store(tile, 0, vector, sums);
  }
}

void words_scalar(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                  int32_t* cells) {
  for (int64_t i = 0; i < count; ++i) {
    int16_t pair[kCodes];
    for (int c = 0; c < kCodes; ++c) rows::centred_scalar(x[c] + i, 1, inverse_scale, zero_point, pair + c);
    std::memcpy(cells + i, pair, sizeof(pair));
  }
}

}  // namespace athena::kernels::conv
