// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/quantized_conv_ops256.h"

// The kernels of 256-bit VNNI. Compiled twice, with the encoding of AVX-VNNI and with that of AVX-512 VL:
// the file that includes this defines ATHENA_DPBUSD.
namespace {

struct QuantizedConvVnni256 : QuantizedConvBytes256 {
  static __m256i dot(__m256i acc, __m256i x, __m256i w) { return ATHENA_DPBUSD(acc, x, w); }
};

inline void run_dense_vnni256(const DenseTile& tile) { run_dense_256<QuantizedConvVnni256, 6>(tile); }
inline void run_depthwise_vnni256(const DepthwiseTile& tile) {
  run_depthwise<Vec256, QuantizedConvVnni256>(tile);
}

}  // namespace
