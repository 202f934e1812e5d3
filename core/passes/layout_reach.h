// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/alias_analysis.h>
#include <torch/csrc/jit/ir/ir.h>

#include <cstddef>
#include <set>
#include <utility>

namespace athena {

/// A node, and which of its inputs.
using LayoutUse = std::pair<torch::jit::Node*, std::size_t>;

/// Where the layout of one value in memory, such as channels last, reaches.
class LayoutReach {
 public:
  explicit LayoutReach(const torch::jit::AliasDb& aliases) : aliases_(aliases) {}

  /// False: it reaches what must not be given a copy, since someone writes to the value.
  bool follow(torch::jit::Value* value);

  /// Uses that might mind, and are to be given a contiguous copy.
  const std::set<LayoutUse>& copies() const { return copies_; }

 private:
  const torch::jit::AliasDb& aliases_;
  std::set<torch::jit::Value*> seen_;
  std::set<LayoutUse> copies_;
};

void give_contiguous(const LayoutUse& use);

}  // namespace athena
