// SPDX-License-Identifier: Apache-2.0
#include "core/graph/stored_values.h"

#include <torch/csrc/jit/ir/constants.h>

#include "core/graph/attributes.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// A list stays as it is made while nothing but reads of it follow.
bool may_change(const Value* list) {
  for (const torch::jit::Use& use : list->uses())
    if (!makes_views(use.user) && use.user->kind() != c10::aten::len) return true;
  return false;
}

/// An argument of a view: a constant, or a list of them, which LibTorch does not fold since lists can change.
std::optional<c10::IValue> argument(const Value* value) {
  if (const auto constant = torch::jit::toIValue(value)) return constant;
  const Node* node = value->node();
  if (node->kind() != c10::prim::ListConstruct || may_change(value)) return std::nullopt;
  c10::List<std::int64_t> numbers;
  for (const Value* input : node->inputs()) {
    const auto number = torch::jit::constant_as<std::int64_t>(input);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return c10::IValue(numbers);
}

std::optional<c10::IValue> result(const Node* node, torch::jit::Stack stack, std::size_t output) {
  const at::NoGradGuard no_grad;
  try {
    node->getOperation()(stack);
  } catch (const std::exception&) {
    return std::nullopt;  // it fails when it runs, and says so then
  }
  return stack.at(stack.size() - node->outputs().size() + output);
}

}  // namespace

bool makes_views(const Node* node) {
  static const std::set<std::string> ops = {
      "aten::t",        "aten::transpose",   "aten::permute",    "aten::slice",
      "aten::select",   "aten::narrow",      "aten::split",      "aten::split_with_sizes",
      "aten::chunk",    "aten::unbind",      "aten::view",       "aten::reshape",
      "aten::squeeze",  "aten::unsqueeze",   "aten::flatten",    "aten::numpy_T",
      "aten::detach",   "aten::__getitem__", "prim::ListUnpack", "prim::ConstantChunk",
      "aten::unflatten"};
  return ops.count(node->kind().toQualString()) > 0;
}

StoredValues::StoredValues(const torch::jit::Module& flat)
    : flat_(flat), written_(written_attributes(flat)) {}

std::optional<c10::IValue> StoredValues::of(const Value* value) const {
  const Node* node = value->node();
  if (node->kind() == c10::prim::GetAttr) {
    const auto path = attribute_path(value);
    if (!path || written_.count(*path)) return std::nullopt;
    const auto stored = find_attribute(flat_, *path);
    return stored && stored->isTensor() && stored->toTensor().defined() ? stored : std::nullopt;
  }
  if (!makes_views(node)) return std::nullopt;
  if (value->type()->kind() == c10::TypeKind::ListType && may_change(value)) return std::nullopt;
  const auto from = of(node->input(0));
  if (!from) return std::nullopt;
  torch::jit::Stack stack = {*from};
  for (std::size_t i = 1; i < node->inputs().size(); ++i) {
    const auto constant = argument(node->input(i));
    if (!constant) return std::nullopt;
    stack.push_back(*constant);
  }
  return result(node, std::move(stack), value->offset());
}

std::optional<at::Tensor> StoredValues::tensor(const Value* value) const {
  const auto stored = of(value);
  return stored && stored->isTensor() ? std::optional(stored->toTensor()) : std::nullopt;
}

const Value* StoredValues::origin(const Value* value) {
  while (makes_views(value->node())) value = value->node()->input(0);
  return value->node()->kind() == c10::prim::GetAttr ? value : nullptr;
}

}  // namespace athena
