// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/conv_ops512.h"
#include "core/kernels/simd/conv_vector.h"
#include "core/kernels/simd/vec512.h"

namespace athena::kernels::conv {

void conv_u8s8_f32_8x48_avx512vnni(const Tile& tile) {
  if (tile.rows <= 4) return run_up_to_three_vectors<Vec512, ConvBytes512, 4>(tile);
  run_up_to_three_vectors<Vec512, ConvBytes512, 8>(tile);
}

void depthwise_u8s8_f32_4x128_avx512vnni(const Tile& tile) { run_depthwise<Vec512, ConvBytes512, 8>(tile); }

void bytes_avx512(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                  int32_t* cells) {
  quantize_cells<Vec512, ConvBytes512>(x, count, inverse_scale, zero_point, cells);
}

void static_bytes_avx512(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                         int32_t* cells) {
  quantize_cells<Vec512, ConvBytes512, Saturated>(x, count, inverse_scale, zero_point, cells);
}

void halve_avx512(const int32_t* from, int64_t count, int32_t* to) {
  halve_cells<Vec512, ConvBytes512>(from, count, to);
}

}  // namespace athena::kernels::conv
