// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/kernels/int8_linear/int8_linear.h"

namespace athena::kernels::int8 {

/// What a product needs of every output channel of `weights` beside the values: [padded >= n], zeros beyond
/// n; a bias that is missing is 0.
void fill_columns(const Int8Weights& weights, size_t padded, std::vector<int32_t>& sums,
                  std::vector<float>& scales, std::vector<float>& bias);

}  // namespace athena::kernels::int8
