// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/int8_ops256.h"
#include "core/kernels/simd/int8_vector.h"
#include "core/kernels/simd/vec256.h"

// The kernels of 256-bit VNNI. Compiled twice, with the encoding of AVX-VNNI and with that of AVX-512 VL:
// the file that includes this defines ATHENA_DPBUSD.
namespace {

inline void run_256(const Tile& tile) { run_up_to_six_rows<Vec256, Bytes256, 2>(tile); }

}  // namespace
