// SPDX-License-Identifier: Apache-2.0
#define ATHENA_DPBUSD _mm256_dpbusd_epi32
#include "core/kernels/simd/int8_vnni256.h"

namespace athena::kernels::int8::avx512vl {

void run(const Tile& tile) { run_256(tile); }

}  // namespace athena::kernels::int8::avx512vl
