// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <vector>

#include "app/cli/comparison.h"

namespace athena::cli {

/// A table for each group, with its references on top: the original, and the fastest fp32 form of it.
void print_comparison(const std::vector<ComparableGroup>& groups, std::ostream& out);

}  // namespace athena::cli
