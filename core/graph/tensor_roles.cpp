// SPDX-License-Identifier: Apache-2.0
#include "core/graph/tensor_roles.h"

#include <torch/csrc/jit/ir/constants.h>

#include <map>

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// Of an argument of an op's schema.
std::string parameter_name(const std::string& argument) {
  static const std::map<std::string, std::string> names = {
      {"w_ih", "weight_ih"}, {"w_hh", "weight_hh"}, {"b_ih", "bias_ih"},  {"b_hh", "bias_hh"},
      {"mat2", "weight"},    {"other", "weight"},   {"tensors", "weight"}};
  const auto found = names.find(argument);
  return found == names.end() ? argument : found->second;
}

/// Of the items of a recurrent op's list of parameters: torch.nn.RNNBase's order, layer by layer.
std::vector<std::string> recurrent_names(const Node* node, std::size_t count) {
  const auto flag = [&](const char* name) {
    return torch::jit::constant_as<bool>(node->namedInput(name)).value_or(false);
  };
  const auto layers = torch::jit::constant_as<std::int64_t>(node->namedInput("num_layers")).value_or(1);
  const std::size_t directions = flag("bidirectional") ? 2 : 1;
  const std::size_t cells = static_cast<std::size_t>(layers) * directions;
  std::vector<std::string> words = {"weight_ih", "weight_hh"};
  if (flag("has_biases")) words.insert(words.end(), {"bias_ih", "bias_hh"});
  if (count == cells * (words.size() + 1)) words.emplace_back("weight_hr");
  std::vector<std::string> names;
  for (std::size_t cell = 0; cell < cells; ++cell)
    for (const std::string& word : words)
      names.push_back(word + "_l" + std::to_string(cell / directions) +
                      (cell % directions == 1 ? "_reverse" : ""));
  if (names.size() != count) names.assign(count, "weight");
  return names;
}

}  // namespace

std::vector<std::pair<Value*, std::string>> tensor_roles(Node* node) {
  std::vector<std::pair<Value*, std::string>> roles;
  const auto* schema = node->maybeSchema();
  if (!schema) return roles;
  for (std::size_t i = 0; i < node->inputs().size() && i < schema->arguments().size(); ++i) {
    const std::string& argument = schema->arguments()[i].name();
    const Node* list = node->input(i)->node();
    if (list->kind() != c10::prim::ListConstruct) {
      // aten::addmm adds its first input to the product.
      const bool added = node->kind() == c10::aten::addmm && i == 0;
      roles.emplace_back(node->input(i), added ? "bias" : parameter_name(argument));
      continue;
    }
    const auto names = argument == "params"
                           ? recurrent_names(node, list->inputs().size())
                           : std::vector<std::string>(list->inputs().size(), parameter_name(argument));
    for (std::size_t item = 0; item < names.size(); ++item)
      roles.emplace_back(list->input(item), names[item]);
  }
  return roles;
}

}  // namespace athena
