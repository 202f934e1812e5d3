// SPDX-License-Identifier: Apache-2.0
#define ATHENA_DPBUSD _mm256_dpbusd_avx_epi32
#include "core/kernels/simd/two_four_vnni256.h"

namespace athena::kernels::two_four::avxvnni {

void run(const Tile& tile) { run_two_four_256(tile); }

}  // namespace athena::kernels::two_four::avxvnni
