// SPDX-License-Identifier: Apache-2.0
#include <torch/csrc/jit/ir/constants.h>

#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;

/// The name that athena::linear_activation has for a node's function; empty: none.
std::string activation_of(const Node* node) {
  if (is_op(node, "aten::relu") || is_op(node, "aten::relu_")) return "relu";
  if (is_op(node, "aten::silu") || is_op(node, "aten::silu_")) return "silu";
  if (!is_op(node, "aten::gelu") && !is_op(node, "aten::gelu_")) return "";
  const auto approximate = torch::jit::constant_as<std::string>(node->input(1));
  if (approximate == "none") return "gelu";
  return approximate == "tanh" ? "gelu_tanh" : "";
}

}  // namespace

/// The kernels apply ReLU exactly, GELU and SiLU within the errors that core/kernels/activation.h states.
/// Computed where the product was: nothing else sees what it gives.
PassEffect fuse_linear_activation(const torch::jit::Module& flat) {
  static const auto fused = c10::Symbol::fromQualString("athena::linear_activation");
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    std::vector<Node*> linears;
    for_each_node(method.graph()->block(), [&](Node* node) {
      if (is_op(node, "athena::linear")) linears.push_back(node);
    });
    for (Node* linear : linears) {
      Node* user = sole_user(linear->output());
      const std::string activation = user ? activation_of(user) : "";
      if (activation.empty()) continue;
      torch::jit::Graph& graph = *method.graph();
      const torch::jit::WithInsertPoint before(linear);
      replace_node(user, graph.insert(fused, {linear->input(0), linear->input(1), activation}));
      linear->destroy();
      ++effect.sites;
    }
  }
  return effect;
}

}  // namespace athena
