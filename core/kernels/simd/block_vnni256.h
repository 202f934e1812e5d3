// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include "core/kernels/simd/block_vector.h"
#include "core/kernels/simd/int8_ops256.h"
#include "core/kernels/simd/vec256.h"

// The kernel of 256-bit VNNI, compiled twice; see int8_ops256.h.
namespace {

inline void run_blocks_256(const BlockTile& tile) { run_block_tile<Vec256, Bytes256, 6>(tile); }

}  // namespace
