// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/variant.h"

namespace athena::cli {

/// Variants whose newest figures may stand in one table.
struct ComparableGroup {
  std::string why;  // why it stands apart from the first group; empty for that one
  std::vector<Variant> variants;
};

/// Splits variants into as few groups as their order gives: of one model each, measured alike.
std::vector<ComparableGroup> comparable_groups(const std::vector<Variant>& variants);

}  // namespace athena::cli
