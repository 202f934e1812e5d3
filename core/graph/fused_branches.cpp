// SPDX-License-Identifier: Apache-2.0
#include "core/graph/fused_branches.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>

#include "core/graph/blocks.h"

namespace athena {
namespace {

bool is_fused(const torch::jit::Node* node) {
  static const auto encoder = c10::Symbol::fromQualString("aten::_transformer_encoder_layer_fwd");
  static const auto attention = c10::Symbol::fromQualString("aten::_native_multi_head_attention");
  return node->kind() == encoder || node->kind() == attention;
}

bool holds_fused(const torch::jit::Block* block) {
  return std::any_of(block->nodes().begin(), block->nodes().end(), [](const torch::jit::Node* node) {
    return is_fused(node) || std::any_of(node->blocks().begin(), node->blocks().end(), holds_fused);
  });
}

}  // namespace

void refuse_fused_branches(torch::jit::Graph& graph) {
  for_each_node(graph.block(), [&](torch::jit::Node* node) {
    if (node->kind() != c10::prim::If) return;
    const bool in_then = holds_fused(node->blocks()[0]), in_else = holds_fused(node->blocks()[1]);
    if (in_then == in_else) return;
    torch::jit::WithInsertPoint before(node);
    node->replaceInput(0, graph.insertConstant(in_else));
  });
}

}  // namespace athena
