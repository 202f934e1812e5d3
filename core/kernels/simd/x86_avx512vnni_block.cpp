// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/block_vector.h"
#include "core/kernels/simd/int8_ops512.h"
#include "core/kernels/simd/vec512.h"

namespace athena::kernels::block {

void u8s8_f32_block4x16_16x16_avx512vnni(const Tile& tile) { run_block_tile<Vec512, Bytes512, 16>(tile); }

}  // namespace athena::kernels::block
