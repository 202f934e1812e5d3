// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/activation_of.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"

namespace athena {

using torch::jit::Node;

namespace {

/// Padding in numbers, not by name.
bool is_conv(const Node* node) {
  return is_op(node, "athena::conv") && node->input(3)->type()->kind() == c10::TypeKind::ListType;
}

}  // namespace

/// As fuse_linear_activation; a large result is written once, and not again by an op of its own.
PassEffect fuse_conv_activation(const torch::jit::Module& flat) {
  static const auto fused = c10::Symbol::fromQualString("athena::conv_activation");
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    std::vector<Node*> convs;
    for_each_node(method.graph()->block(), [&](Node* node) {
      if (is_conv(node)) convs.push_back(node);
    });
    for (Node* conv : convs) {
      Node* user = sole_user(conv->output());
      const std::string activation = user ? activation_of(user) : "";
      if (activation.empty()) continue;
      torch::jit::Graph& graph = *method.graph();
      const torch::jit::WithInsertPoint before(conv);
      std::vector<torch::jit::NamedValue> inputs(conv->inputs().begin(), conv->inputs().end());
      inputs.emplace_back(activation);
      replace_node(user, graph.insert(fused, inputs));
      conv->destroy();
      ++effect.sites;
    }
  }
  return effect;
}

}  // namespace athena
