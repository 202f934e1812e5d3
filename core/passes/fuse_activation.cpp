// SPDX-License-Identifier: Apache-2.0
#include "core/passes/fuse_activation.h"

#include <torch/csrc/jit/ir/constants.h>

#include <string>
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;

bool is_number(const torch::jit::Value* value, double number) {
  const auto constant = torch::jit::toIValue(value);
  return constant && (constant->isDouble() || constant->isInt()) && constant->toScalar().toDouble() == number;
}

/// In place or not.
bool is_either(const Node* node, const std::string& op) { return is_op(node, op) || is_op(node, op + "_"); }

/// The name that the runtime's ops have for a node's function of its first input; empty: none.
std::string activation_of(const Node* node) {
  if (is_either(node, "aten::relu")) return "relu";
  if (is_either(node, "aten::relu6")) return "relu6";
  if (is_either(node, "aten::silu")) return "silu";
  if (is_either(node, "aten::hardtanh") || is_either(node, "aten::clamp"))
    return is_number(node->input(1), 0) && is_number(node->input(2), 6) ? "relu6" : "";
  if (!is_either(node, "aten::gelu")) return "";
  const auto approximate = torch::jit::constant_as<std::string>(node->input(1));
  if (approximate == "none") return "gelu";
  return approximate == "tanh" ? "gelu_tanh" : "";
}

}  // namespace

PassEffect fuse_activation(const torch::jit::Module& flat, const std::function<bool(const Node*)>& is_product,
                           const char* fused) {
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    std::vector<Node*> products;
    for_each_node(method.graph()->block(), [&](Node* node) {
      if (is_product(node)) products.push_back(node);
    });
    for (Node* product : products) {
      Node* user = sole_user(product->output());
      const std::string activation = user ? activation_of(user) : "";
      if (activation.empty()) continue;
      torch::jit::Graph& graph = *method.graph();
      const torch::jit::WithInsertPoint before(product);
      std::vector<torch::jit::NamedValue> inputs(product->inputs().begin(), product->inputs().end());
      inputs.emplace_back(activation);
      replace_node(user, graph.insert(c10::Symbol::fromQualString(fused), inputs));
      product->destroy();
      ++effect.sites;
    }
  }
  return effect;
}

}  // namespace athena
