// SPDX-License-Identifier: Apache-2.0
#include "core/passes/activation_of.h"

#include <torch/csrc/jit/ir/constants.h>

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

}  // namespace

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

}  // namespace athena
