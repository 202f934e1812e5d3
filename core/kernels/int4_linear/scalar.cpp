// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/kernels/activation.h"
#include "core/kernels/int4_linear/kernel_table.h"

namespace athena::kernels::int4 {
namespace {

constexpr int64_t kColumns = 16;

int32_t weight(const Tile& tile, int64_t group, int64_t k, int64_t n) {
  const uint32_t word = tile.panel[k / kStep * kColumns + n];
  const int32_t zero = tile.group_zero == nullptr ? 8 : tile.group_zero[group * kColumns + n];
  return static_cast<int32_t>((word >> (4 * (k % kStep))) & 15) - zero;
}

// fma over the groups of scale * part(first channel, end, group).
template <typename Part>
float over_groups(const Tile& tile, int64_t n, Part part) {
  float total = 0;
  for (int64_t step = 0, group = 0; step < tile.steps; step += tile.group_steps, ++group) {
    const int64_t end = std::min(step + tile.group_steps, tile.steps);
    total = std::fma(tile.group_scale[group * kColumns + n], part(step * kStep, end * kStep, group), total);
  }
  return total;
}

}  // namespace

void u8s4_f32_4x16_scalar(const Tile& tile) {
  const auto activation = static_cast<Activation>(tile.activation);
  for (int64_t row = 0; row < tile.rows; ++row) {
    const unsigned char* x = tile.x + row * tile.x_stride;
    for (int64_t n = 0; n < tile.columns; ++n) {
      const float total = over_groups(tile, n, [&](int64_t begin, int64_t end, int64_t group) {
        int32_t sum = 0;
        for (int64_t k = begin; k < end; ++k) sum += x[k] * weight(tile, group, k, n);
        return static_cast<float>(sum);
      });
      const float centred = std::fma(-static_cast<float>(tile.row_zero[row]), tile.column_offset[n], total);
      tile.y[row * tile.ldy + n] = activate(activation, std::fma(tile.row_scale[row], centred, tile.bias[n]));
    }
  }
}

void f32s4_f32_4x16_scalar(const Tile& tile) {
  const auto activation = static_cast<Activation>(tile.activation);
  for (int64_t row = 0; row < tile.rows; ++row) {
    const auto* x = reinterpret_cast<const float*>(tile.x + row * tile.x_stride);
    for (int64_t n = 0; n < tile.columns; ++n) {
      const float total = over_groups(tile, n, [&](int64_t begin, int64_t end, int64_t group) {
        float sum = 0;
        for (int64_t k = begin; k < end; ++k)
          sum = std::fma(x[k], static_cast<float>(weight(tile, group, k, n)), sum);
        return sum;
      });
      tile.y[row * tile.ldy + n] = activate(activation, total + tile.bias[n]);
    }
  }
}

}  // namespace athena::kernels::int4
