// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/activation.h"
#include "core/kernels/block_linear/kernel_table.h"

namespace athena::kernels::block {

void s16s8_f32_block4x16_4x16_scalar(const Tile& tile) {
  for (int64_t row = 0; row < tile.rows; ++row) {
    const auto* codes = reinterpret_cast<const int16_t*>(tile.codes + row * tile.code_stride);
    int32_t sums[kBlockColumns] = {};
    const int8_t* w = tile.panel;
    for (int64_t block = 0; block < tile.steps; ++block)
      for (int32_t k = 0; k < kBlockDepth; ++k)
        for (int32_t n = 0; n < kBlockColumns; ++n)
          sums[n] += codes[tile.depths[block] * kBlockDepth + k] * *w++;
    for (int64_t n = 0; n < tile.columns; ++n) {
      const int64_t at = row * tile.ldy + n;
      if (tile.sums != nullptr)
        tile.sums[at] = sums[n];
      else
        tile.y[at] = activate(
            static_cast<Activation>(tile.activation),
            std::fma(static_cast<float>(sums[n]), tile.row_scale[row] * tile.column_scale[n], tile.bias[n]));
    }
  }
}

}  // namespace athena::kernels::block
