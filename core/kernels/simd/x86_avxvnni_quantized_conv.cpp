// SPDX-License-Identifier: Apache-2.0
#define ATHENA_DPBUSD _mm256_dpbusd_avx_epi32
#include "core/kernels/simd/quantized_conv_vnni256.h"

namespace athena::kernels::qconv::avxvnni {

void dense(const DenseTile& tile) { run_dense_vnni256(tile); }
void depthwise(const DepthwiseTile& tile) { run_depthwise_vnni256(tile); }

}  // namespace athena::kernels::qconv::avxvnni
