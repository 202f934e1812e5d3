// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int8_ops_avx2.h"
#include "core/kernels/simd/int8_vector.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::int8 {

void s16s8_f32_1x16_avx2(const Tile& tile) { run_one_row<Vec256, Words, 2>(tile); }
void s16s8_f32_6x16_avx2(const Tile& tile) { run_up_to_six_rows<Vec256, Words, 2>(tile); }

}  // namespace athena::kernels::int8
