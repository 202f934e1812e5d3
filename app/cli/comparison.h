// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "athena/mcnemar.h"
#include "athena/types/variant.h"

namespace athena::cli {

/// Variants whose newest figures may stand in one table.
struct ComparableGroup {
  std::string why;  // why it stands apart from the first group; empty for that one
  std::vector<Variant> variants;
};

/// McNemar's test of two variants on the samples that both answered.
struct PairTest {
  std::int64_t a = 0, b = 0;  // ids
  McNemar test;
};

/// The group's first variant against each other one whose answers are known on the same samples.
std::vector<PairTest> pair_tests(const ComparableGroup& group);

/// Splits variants into as few groups as their order gives: of one model each, measured alike.
std::vector<ComparableGroup> comparable_groups(const std::vector<Variant>& variants);

}  // namespace athena::cli
