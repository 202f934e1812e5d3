// SPDX-License-Identifier: Apache-2.0
#define ATHENA_DPBUSD _mm256_dpbusd_epi32
#include "core/kernels/simd/conv_vnni256.h"

namespace athena::kernels::conv::avx512vl {

void run(const Tile& tile) { run_conv_256(tile); }
void depthwise(const Tile& tile) { run_depthwise_256(tile); }

}  // namespace athena::kernels::conv::avx512vl
