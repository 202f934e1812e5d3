// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/conv_ops256.h"

namespace athena::kernels::conv {

void conv_s16s8_f32_6x16_avx2(const Tile& tile) {
  if (tile.vectors == 1) return run_tile<Vec256, ConvWords256, 6, 1>(tile);
  run_tile<Vec256, ConvWords256, 6, 2>(tile);
}

void depthwise_s16s8_f32_2x64_avx2(const Tile& tile) { run_depthwise<Vec256, ConvWords256, 8>(tile); }

void words_avx2(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                int32_t* cells) {
  quantize_cells<Vec256, ConvWords256>(x, count, inverse_scale, zero_point, cells);
}

void bytes_avx2(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                int32_t* cells) {
  quantize_cells<Vec256, ConvBytes256>(x, count, inverse_scale, zero_point, cells);
}

void static_bytes_avx2(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                       int32_t* cells) {
  quantize_cells<Vec256, ConvBytes256, Saturated>(x, count, inverse_scale, zero_point, cells);
}

void halve_avx2(const int32_t* from, int64_t count, int32_t* to) {
  halve_cells<Vec256, ConvWords256>(from, count, to);
}

}  // namespace athena::kernels::conv
