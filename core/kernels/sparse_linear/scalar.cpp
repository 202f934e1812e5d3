// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/activation.h"
#include "core/kernels/sparse_linear/kernel_table.h"

namespace athena::kernels::sparse {

void arrange_scalar(const float* x, ptrdiff_t ldx, int32_t rows, int64_t k, float* to, ptrdiff_t lanes) {
  for (int64_t i = 0; i < k; ++i)
    for (int32_t r = 0; r < kLaneGroup; ++r) to[i * lanes + r] = r < rows ? x[r * ldx + i] : 0.0f;
}

void f32sparse_f32_64x128_scalar(const Tile& tile) {
  float sums[kChannels][kLanes];
  for (int32_t n = 0; n < tile.channels; ++n)
    for (int32_t r = 0; r < tile.lanes; ++r) sums[n][r] = tile.bias[n];
  const uint16_t* count = tile.counts;
  const uint8_t* channel = tile.order;
  const uint8_t* index = tile.indices;
  const float* value = tile.values;
  for (int64_t first = 0; first < tile.k; first += kChunk)
    for (int32_t n = 0; n < tile.channels; ++n, ++count, ++channel)
      for (int32_t i = 0; i < *count; ++i, ++index, ++value) {
        const float* lane = tile.x + (first + *index) * tile.lanes;
        for (int32_t r = 0; r < tile.lanes; ++r)
          sums[*channel][r] = std::fma(*value, lane[r], sums[*channel][r]);
      }
  for (int32_t r = 0; r < tile.rows; ++r)
    for (int32_t n = 0; n < tile.columns; ++n)
      tile.y[r * tile.ldy + n] = activate(static_cast<Activation>(tile.activation), sums[n][r]);
}

}  // namespace athena::kernels::sparse
