// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/activation_of.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"

namespace athena {

using torch::jit::Node;

/// The kernels apply ReLU and ReLU6 exactly, GELU and SiLU within the errors that core/kernels/activation.h
/// states. Computed where the product was: nothing else sees what it gives.
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
