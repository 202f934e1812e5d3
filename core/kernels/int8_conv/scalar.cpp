// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>

#include "core/kernels/activation.h"
#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/simd/rows.h"

namespace athena::kernels::conv {
namespace {

constexpr int kWidth = 8, kCodes = 2;

void store(const Tile& tile, int row, const int32_t (&sums)[kWidth]) {
  ptrdiff_t at = row * tile.ldy + tile.kept->start;
  for (int lane = 0; lane < kWidth; ++lane) {
    if ((tile.kept->lanes >> lane & 1) == 0) continue;
    const int32_t sum = sums[lane] - tile.zero_point * tile.column_sum[row];
    if (tile.sums != nullptr)
      tile.sums[at] = sum;
    else
      tile.y[at] =
          activate(static_cast<Activation>(tile.activation),
                   std::fma(static_cast<float>(sum), tile.scale * tile.column_scale[row], tile.bias[row]));
    ++at;
  }
}

}  // namespace

void conv_s16s8_f32_4x8_scalar(const Tile& tile) {
  for (int row = 0; row < tile.rows; ++row) {
    int32_t sums[kWidth] = {};
    for (int64_t step = 0; step < tile.steps; ++step)
      for (int lane = 0; lane < kWidth; ++lane) {
        int16_t x[kCodes], w[kCodes];
        std::memcpy(x, tile.cells + tile.offsets[step] + 4 * lane, sizeof(x));
        std::memcpy(w, tile.weights + step * tile.row_tile + row, sizeof(w));
        sums[lane] += x[0] * w[0] + x[1] * w[1];
      }
    store(tile, row, sums);
  }
}

void depthwise_s16s8_f32_2x8_scalar(const Tile& tile) {
  for (int row = 0; row < tile.rows; ++row) {
    int32_t sums[kWidth] = {};
    for (int64_t tap = 0; tap < tile.taps; ++tap) {
      int16_t w[kCodes];
      std::memcpy(w, tile.weights + tap / kCodes * kCodes + row, sizeof(w));
      for (int lane = 0; lane < kWidth; ++lane) {
        int16_t x[kCodes];
        std::memcpy(x, tile.cells + tile.offsets[tap] + 4 * lane, sizeof(x));
        sums[lane] += x[row] * w[tap % kCodes];
      }
    }
    store(tile, row, sums);
  }
}

void halve_scalar(const int32_t* from, int64_t count, int32_t* to) {
  for (int64_t i = 0; i < count; ++i) to[i] = from[2 * i];
}

void static_bytes_scalar(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                         int32_t* cells) {
  for (int64_t i = 0; i < count; ++i) {
    uint8_t four[4];
    for (int c = 0; c < 4; ++c) rows::static_codes_scalar(x[c] + i, 1, inverse_scale, zero_point, four + c);
    std::memcpy(cells + i, four, sizeof(four));
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
