// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "athena/types/weight_statistics.h"

namespace athena::cli {

/// Range, percentiles, the scheme's grid and the histogram of a layer's weights.
void print_weights(const WeightStatistics& weights, std::ostream& out);

}  // namespace athena::cli
