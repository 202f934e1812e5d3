// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <string_view>

#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "athena/types/weight_statistics.h"

namespace athena {

/// The levels between which a scheme rounds weights [N, K] with one row per output channel, found by packing
/// them as pack_linear() does. Errors: those of pack_linear().
Result<QuantizationGrid> weight_grid(const at::Tensor& rows, std::string_view scheme,
                                     const Parameters& parameters);

}  // namespace athena
