// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "athena/types/model_info.h"
#include "athena/types/recipe.h"

namespace athena::recipe {

// Bytes of a layer with weight [N, K] once packed, or of a recurrent one's all; biases
// (LayerInfo::bias_bytes) stay fp32.

/// 2 N K.
std::int64_t half_bytes(const LayerInfo& layer, const Parameters& parameters);

/// N K, and N fp32 scales.
std::int64_t int8_bytes(const LayerInfo& layer, const Parameters& parameters);

/// N ceil(K / 2), and N ceil(K / g) `scales` of 4 or 2 bytes, each with a byte of zero point where `zp`; `g`,
/// `scales` and `zp` must be among the parameters.
std::int64_t int4_bytes(const LayerInfo& layer, const Parameters& parameters);

// Sparse layers, by how they were pruned; zeros that the model itself brings along are not foreseen. A
// `block` criterion is taken to find blocks of the average size, which they have unless N > 16 is no multiple
// of 16 or K none of 4.

/// With Z weights that are not zero, the least of: 4 N K; 4 Z, and a bit for each weight of a row; 5 Z, and 2
/// bytes for each 256 of a row.
std::int64_t sparse_fp32_bytes(const LayerInfo& layer, const Parameters& parameters);

/// N fp32 scales, and the least of: N K; Z, and a bit for each weight of a row; 2 Z, and 2 bytes for each 256
/// of a row; 64 for each block of 16 x 4 that is not zero, and a bit for each of all.
std::int64_t sparse_int8_bytes(const LayerInfo& layer, const Parameters& parameters);

}  // namespace athena::recipe
