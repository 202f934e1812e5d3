// SPDX-License-Identifier: Apache-2.0
#include "core/graph/fused_branches.h"

#include <torch/csrc/jit/ir/constants.h>

#include "core/graph/blocks.h"

namespace athena {
bool is_fused_encoder_layer(const torch::jit::Node* node) {
  static const auto op = c10::Symbol::fromQualString("aten::_transformer_encoder_layer_fwd");
  return node->kind() == op;
}

bool is_fused_attention(const torch::jit::Node* node) {
  static const auto op = c10::Symbol::fromQualString("aten::_native_multi_head_attention");
  return node->kind() == op;
}

void refuse_fused_branches(torch::jit::Graph& graph) {
  for_each_node(graph.block(), [&](torch::jit::Node* node) {
    if (!is_fused_encoder_layer(node) && !is_fused_attention(node)) return;
    const torch::jit::Block* block = node->owningBlock();
    torch::jit::Node* branch = node->owningBlock()->owningNode();
    if (!branch || branch->kind() != c10::prim::If) return;
    torch::jit::Value* condition = branch->input(0);
    if (condition->node()->kind() == c10::prim::Constant) return;
    torch::jit::WithInsertPoint before(branch);
    torch::jit::Node* decided = graph.insertConstant(block != branch->blocks()[0])->node();
    // The condition also stands for "the branch has returned": all of its uses go with it.
    if (condition->node()->kind() == c10::prim::Param)
      decided->moveBefore(*condition->node()->owningBlock()->nodes().begin());
    else
      decided->moveAfter(condition->node());
    condition->replaceAllUsesWith(decided->output());
  });
}

}  // namespace athena
