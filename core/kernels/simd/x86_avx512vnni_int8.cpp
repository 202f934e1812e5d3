// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "core/kernels/simd/int8_ops512.h"
#include "core/kernels/simd/int8_vector.h"
#include "core/kernels/simd/vec512.h"

namespace athena::kernels::int8 {

void u8s8_f32_1x64_avx512vnni(const Tile& tile) { run_one_row<Vec512, Bytes512, 4>(tile); }
void u8s8_f32_6x64_avx512vnni(const Tile& tile) { run_up_to_six_rows<Vec512, Bytes512, 4>(tile); }

}  // namespace athena::kernels::int8
