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

/// N ceil(K / 2), and N ceil(K / g) fp32 scales; `g` must be among the parameters.
std::int64_t int4_bytes(const LayerInfo& layer, const Parameters& parameters);

}  // namespace athena::recipe
