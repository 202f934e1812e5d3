// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <string>

namespace athena {

/// The path of a node's block within blocks called `nesting`: "if@3/then", "loop@2/if@3/else", "loop@2".
/// `number` counts the prim::If and prim::Loop of a method in the order in which they are written, from 1.
inline std::string block_path(const std::string& nesting, const torch::jit::Node* node, int number,
                              std::size_t block) {
  const bool is_if = node->kind() == c10::prim::If;
  return (nesting.empty() ? "" : nesting + "/") + (is_if ? "if@" : "loop@") + std::to_string(number) +
         (is_if ? (block == 0 ? "/then" : "/else") : "");
}

}  // namespace athena
