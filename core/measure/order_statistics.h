// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace athena {

enum class OrderBy { Value, Magnitude };

/// The values that would stand at `ranks` (0-based, below values.size()) if `values` were sorted, exactly;
/// of magnitudes, they are not negative. No value may be NaN. Two passes over the values by the halves of
/// their bits, so that tens of millions take a fraction of the time of sorting them.
std::vector<float> order_statistics(std::span<const float> values, std::span<const std::int64_t> ranks,
                                    OrderBy order = OrderBy::Value);

}  // namespace athena
