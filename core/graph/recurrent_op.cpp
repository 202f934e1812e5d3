// SPDX-License-Identifier: Apache-2.0
#include "core/graph/recurrent_op.h"

#include <torch/csrc/jit/ir/constants.h>

#include <set>

#include "core/graph/attributes.h"

namespace athena {
namespace {

using torch::jit::constant_as;
using torch::jit::Node;
using torch::jit::Value;

bool is_cell(const Node* node) { return std::string(node->kind().toQualString()).ends_with("_cell"); }

/// aten::lstm calls it params, aten::gru too; the states of an LSTM are a list that comes before it.
const Value* list_of(const Node* node) { return node->namedInput("params"); }

std::optional<RecurrentTensors> of_attribute(const Value* list, const torch::jit::Module& flat) {
  const auto path = attribute_path(list);
  const auto value = path ? find_attribute(flat, *path) : std::nullopt;
  if (!value || !value->isTensorList()) return std::nullopt;
  RecurrentTensors found{{}, *path};
  const std::string owner_path = split_path(*path).first;
  const c10::IValue owner = *find_attribute(flat, owner_path);
  for (const at::Tensor& tensor : value->toTensorVector()) {
    const std::string name = name_of_tensor(owner.toObjectRef(), tensor);
    found.tensors.push_back(
        {list,
         name.empty() ? *path + "." + std::to_string(found.tensors.size()) : join_path(owner_path, name),
         tensor, ""});
  }
  return found;
}

std::optional<RecurrentTensors> of_constant(const Value* list) {
  const auto value = torch::jit::toIValue(list);
  if (!value || !value->isTensorList()) return std::nullopt;
  RecurrentTensors found;
  for (const at::Tensor& tensor : value->toTensorVector()) found.tensors.push_back({list, "", tensor, ""});
  return found;
}

std::optional<RecurrentTensors> of_values(at::ArrayRef<const Value*> values, const torch::jit::Module& flat) {
  RecurrentTensors found;
  for (const Value* value : values) {
    if (value->type() == c10::NoneType::get()) continue;  // a cell without biases
    auto stored = stored_tensor(value, flat);
    if (!stored) return std::nullopt;
    found.tensors.push_back(*std::move(stored));
  }
  return found;
}

}  // namespace

bool is_recurrent(const Node* node) {
  static const std::set<std::string> ops = {"aten::lstm",          "aten::gru",          "aten::rnn_tanh",
                                            "aten::rnn_relu",      "aten::lstm_cell",    "aten::gru_cell",
                                            "aten::rnn_tanh_cell", "aten::rnn_relu_cell"};
  return ops.count(node->kind().toQualString()) > 0;
}

std::optional<RecurrentTensors> recurrent_tensors(const Node* node, const torch::jit::Module& flat) {
  if (is_cell(node)) return of_values(node->inputs().slice(2), flat);
  const Value* list = list_of(node);
  auto found = list->node()->kind() == c10::prim::ListConstruct ? of_values(list->node()->inputs(), flat)
               : list->node()->kind() == c10::prim::GetAttr     ? of_attribute(list, flat)
                                                                : of_constant(list);
  return found && !found->tensors.empty() ? found : std::nullopt;
}

std::optional<RecurrentForm> recurrent_form(const Node* node) {
  if (is_cell(node)) return RecurrentForm{1, 1, node->input(4)->type() != c10::NoneType::get()};
  const auto layers = constant_as<std::int64_t>(node->namedInput("num_layers"));
  const auto both = constant_as<bool>(node->namedInput("bidirectional"));
  const auto biases = constant_as<bool>(node->namedInput("has_biases"));
  if (!layers || !both || !biases) return std::nullopt;
  return RecurrentForm{*layers, *both ? 2 : 1, *biases};
}

bool drops_out(const Node* node) {
  if (is_cell(node)) return false;
  const auto share = constant_as<double>(node->namedInput("dropout"));
  const auto train = constant_as<bool>(node->namedInput("train"));
  return train.value_or(true) && share.value_or(1) != 0;
}

}  // namespace athena
