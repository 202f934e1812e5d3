// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_linear/columns.h"

#include <algorithm>
#include <numeric>

namespace athena::kernels::int8 {

void fill_columns(const Int8Weights& weights, size_t padded, std::vector<int32_t>& sums,
                  std::vector<float>& scales, std::vector<float>& bias) {
  sums.resize(padded);
  scales.resize(padded);
  bias.resize(padded);
  for (int64_t n = 0; n < weights.n; ++n)
    sums[static_cast<size_t>(n)] =
        std::accumulate(weights.values + n * weights.k, weights.values + (n + 1) * weights.k, int32_t{0});
  std::copy_n(weights.scales, weights.n, scales.begin());
  if (weights.bias != nullptr) std::copy_n(weights.bias, weights.n, bias.begin());
}

}  // namespace athena::kernels::int8
