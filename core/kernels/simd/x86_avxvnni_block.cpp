// SPDX-License-Identifier: Apache-2.0
#define ATHENA_DPBUSD _mm256_dpbusd_avx_epi32
#include "core/kernels/simd/block_vnni256.h"

namespace athena::kernels::block::avxvnni {

void run(const Tile& tile) { run_blocks_256(tile); }

}  // namespace athena::kernels::block::avxvnni
