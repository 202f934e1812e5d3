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

/// Goes through a method's graph in the order in which it is written: calls `visit_node` with a node and the
/// path of its block (empty at the top), `visit_block` with a block and its path, before what it holds.
template <typename VisitNode, typename VisitBlock>
class MethodWalk {
 public:
  MethodWalk(const VisitNode& visit_node, const VisitBlock& visit_block)
      : visit_node_(visit_node), visit_block_(visit_block) {}

  void walk(torch::jit::Block* block, const std::string& path) {
    for (torch::jit::Node* node : block->nodes()) {
      visit_node_(node, path);
      if (node->blocks().empty()) continue;
      const int number = ++control_;
      for (std::size_t i = 0; i < node->blocks().size(); ++i) {
        const std::string inner = block_path(path, node, number, i);
        visit_block_(node->blocks()[i], inner);
        walk(node->blocks()[i], inner);
      }
    }
  }

 private:
  const VisitNode& visit_node_;
  const VisitBlock& visit_block_;
  int control_ = 0;  // prim::If and prim::Loop so far
};

template <typename VisitNode, typename VisitBlock>
void walk_method(torch::jit::Graph& graph, const VisitNode& visit_node, const VisitBlock& visit_block) {
  MethodWalk(visit_node, visit_block).walk(graph.block(), "");
}

template <typename VisitNode>
void walk_method(torch::jit::Graph& graph, const VisitNode& visit_node) {
  walk_method(graph, visit_node, [](const torch::jit::Block*, const std::string&) {});
}

}  // namespace athena
