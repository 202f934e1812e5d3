// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/conv_ops256.h"

// The kernels of 256-bit VNNI. Compiled twice, with the encoding of AVX-VNNI and with that of AVX-512 VL:
// the file that includes this defines ATHENA_DPBUSD.
namespace {

struct ConvVnni256 : ConvBytes256 {
  static __m256i dot(__m256i acc, __m256i x, __m256i w) { return ATHENA_DPBUSD(acc, x, w); }
};

inline void run_conv_256(const Tile& tile) { run_up_to_three_vectors<Vec256, ConvVnni256, 4>(tile); }
inline void run_depthwise_256(const Tile& tile) { run_depthwise<Vec256, ConvVnni256, 8>(tile); }

}  // namespace
