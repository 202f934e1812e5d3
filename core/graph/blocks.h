// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <vector>

namespace athena {

/// Calls `visit` with every node of a block and of the blocks inside it, in the order in which they are
/// written. `visit` may insert nodes, and destroy the node that it is given.
template <typename Visit>
void for_each_node(torch::jit::Block* block, const Visit& visit) {
  for (auto at = block->nodes().begin(); at != block->nodes().end();) {
    torch::jit::Node* node = *at;
    ++at;
    const auto inner = node->blocks().vec();  // as they are before the visit
    for (torch::jit::Block* b : inner) for_each_node(b, visit);
    visit(node);
  }
}

/// `value` takes the place of the node's output, with its type; the node goes.
inline void replace_node(torch::jit::Node* node, torch::jit::Value* value) {
  value->setType(node->output()->type());
  node->output()->replaceAllUsesWith(value);
  node->destroy();
}

}  // namespace athena
