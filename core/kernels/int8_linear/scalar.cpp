// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/activation.h"
#include "core/kernels/int8_linear/kernel_table.h"

namespace athena::kernels::int8 {
namespace {

constexpr int kColumns = 16;

void store(const Tile& tile, int64_t row, const int32_t (&sums)[kColumns]) {
  for (int64_t n = 0; n < tile.columns; ++n) {
    if (tile.sums != nullptr) {
      tile.sums[row * tile.ldy + n] = sums[n];
      continue;
    }
    const float scale = tile.row_scale[row] * tile.column_scale[n];
    tile.y[row * tile.ldy + n] = activate(static_cast<Activation>(tile.activation),
                                          std::fma(static_cast<float>(sums[n]), scale, tile.bias[n]));
  }
}

}  // namespace

void s16s8_f32_4x16_scalar(const Tile& tile) {
  for (int64_t row = 0; row < tile.rows; ++row) {
    const auto* codes = reinterpret_cast<const int16_t*>(tile.codes + row * tile.code_stride);
    int32_t sums[kColumns] = {};
    for (int64_t k = 0; k < tile.steps; ++k)
      for (int64_t n = 0; n < kColumns; ++n) sums[n] += codes[k] * tile.panel[k * kColumns + n];
    store(tile, row, sums);
  }
}

}  // namespace athena::kernels::int8
