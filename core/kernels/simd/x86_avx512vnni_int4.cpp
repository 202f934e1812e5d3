// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/int4_vector.h"
#include "core/kernels/simd/int8_ops512.h"
#include "core/kernels/simd/vec512.h"

namespace athena::kernels::int4 {

void u8s4_f32_6x64_avx512vnni(const Tile& tile) { run_dynamic<Vec512, Bytes512, 6, 2, 64>(tile); }
void f32s4_f32_4x64_avx512vnni(const Tile& tile) { run_weight_only<Vec512, 64>(tile); }

void unpack_64_avx512vnni(const Tile& tile, int8_t* to) { unpack_panel<Vec512, 2, 64>(tile, to); }

}  // namespace athena::kernels::int4
