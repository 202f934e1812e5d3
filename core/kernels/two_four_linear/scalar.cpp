// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/activation.h"
#include "core/kernels/two_four_linear/kernel_table.h"

namespace athena::kernels::two_four {
namespace {

constexpr int kColumns = 16, kKept = 4;
constexpr int kSteps = vectors(kKept);

void store(const Tile& tile, int64_t row, const int32_t (&sums)[kColumns]) {
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

// One step for all columns: weight j of a column is of group j / 2 of 4 codes.
void add_step(const int16_t* codes, const uint32_t* positions, int step, const int8_t* w,
              int32_t (&sums)[kColumns]) {
  for (int n = 0; n < kColumns; ++n)
    for (int j = 0; j < kKept; ++j)
      sums[n] += codes[j / 2 * 4 + (positions[n] >> (8 * j + 2 * step) & 3)] * w[n * kKept + j];
}

}  // namespace

void s16s8_f32_2of4_4x16_scalar(const Tile& tile) {
  for (int64_t row = 0; row < tile.rows; ++row) {
    const auto* codes = reinterpret_cast<const int16_t*>(tile.codes + row * tile.code_stride);
    int32_t sums[kColumns] = {};
    const int8_t* packet = tile.panel;
    for (int64_t i = 0; i < tile.steps; ++i, packet += packet_bytes(kColumns, kKept))
      for (int step = 0; step < kSteps; ++step, codes += 2 * kKept)
        add_step(codes, reinterpret_cast<const uint32_t*>(packet), step,
                 packet + position_bytes(kColumns) + step * kColumns * kKept, sums);
    store(tile, row, sums);
  }
}

}  // namespace athena::kernels::two_four
