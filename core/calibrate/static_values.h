// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <vector>

#include "core/calibrate/static_sites.h"

namespace athena {

/// The values around sites that must have a range, by number. Values that may have the same codes have the
/// same number: what a convolution gives and what another takes, and what a max pooling makes of it in
/// between.
struct SiteValues {
  std::size_t input = 0;
  std::size_t end = 0;                     // of the whole chain
  std::size_t added = 0, without_add = 0;  // of a site with an addition: the operand, the convolution alone
};

/// A place in a graph where a value is to be looked at.
struct ValueUse {
  torch::jit::Value* value = nullptr;
  std::size_t number = 0;
  torch::jit::Node* beside = nullptr;
  bool before = false;  // the node, or behind it
};

struct StaticValues {
  std::size_t count = 0;
  std::vector<SiteValues> of;  // by site
  std::vector<ValueUse> uses;
};

/// Numbers the values around the sites of static_sites(). Two modules that are copies of each other give the
/// same numbers.
StaticValues static_values(const torch::jit::Module& flat, const std::vector<StaticSite>& sites);

}  // namespace athena
