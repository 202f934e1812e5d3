// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/block_vector.h"
#include "core/kernels/simd/int8_ops_avx2.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::block {

void s16s8_f32_block4x16_6x16_avx2(const Tile& tile) { run_block_tile<Vec256, Words, 6>(tile); }

}  // namespace athena::kernels::block
