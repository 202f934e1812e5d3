// SPDX-License-Identifier: Apache-2.0
#include "core/graph/fold_facts.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <optional>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/stored_values.h"

namespace athena {
namespace {

using torch::jit::Node;

bool is_plain(const c10::IValue& value) {
  return value.isNone() || value.isInt() || value.isDouble() || value.isBool() || value.isString() ||
         value.isDevice() || value.isIntList() || value.isDoubleList() || value.isBoolList();
}

std::optional<c10::IValue> unwritten(const torch::jit::Value* value, const torch::jit::Module& flat,
                                     const std::set<std::string>& written) {
  if (value->node()->kind() != c10::prim::GetAttr) return std::nullopt;
  const auto path = attribute_path(value);
  if (!path || written.count(*path)) return std::nullopt;
  return find_attribute(flat, *path);
}

/// What a question about a stored tensor is answered with; it holds as long as the module does.
std::optional<c10::IValue> answer(const Node* node, const at::Tensor& tensor) {
  const std::string op = node->kind().toQualString();
  if (op == "prim::requires_grad") return c10::IValue(tensor.requires_grad());
  if (op == "prim::device") return c10::IValue(tensor.device());
  if (op == "prim::dtype") return c10::IValue(static_cast<std::int64_t>(tensor.scalar_type()));
  if (op == "prim::layout") return c10::IValue(static_cast<std::int64_t>(tensor.layout()));
  if (op == "prim::is_nested" || op == "prim::is_sparse" || op == "prim::is_quantized")
    return c10::IValue(false);
  if (op == "aten::dim") return c10::IValue(tensor.dim());
  if (op == "aten::is_floating_point") return c10::IValue(tensor.is_floating_point());
  if (op == "aten::size" && node->inputs().size() == 1) return c10::IValue(tensor.sizes());
  if (op == "aten::size" && node->inputs().size() == 2)
    if (const auto dim = torch::jit::toIValue(node->input(1)); dim && dim->isInt())
      return c10::IValue(tensor.size(dim->toInt()));
  return std::nullopt;
}

/// min(len(a), len(b)) of a loop over zip(a, b), once both are known.
std::optional<c10::IValue> least_length(const Node* node) {
  static const auto min = c10::Symbol::fromQualString("prim::min");
  if (node->kind() != min || node->input(0)->node()->kind() != c10::prim::ListConstruct) return std::nullopt;
  std::vector<std::int64_t> lengths;
  for (const torch::jit::Value* item : node->input(0)->node()->inputs()) {
    const auto length = torch::jit::constant_as<std::int64_t>(item);
    if (!length) return std::nullopt;
    lengths.push_back(*length);
  }
  if (lengths.empty()) return std::nullopt;
  return c10::IValue(*std::min_element(lengths.begin(), lengths.end()));
}

std::optional<c10::IValue> fact(const Node* node, const torch::jit::Module& flat,
                                const std::set<std::string>& written) {
  if (node->outputs().size() != 1) return std::nullopt;
  if (node->kind() == c10::prim::GetAttr) {
    const auto value = unwritten(node->output(), flat, written);
    return value && is_plain(*value) ? value : std::nullopt;
  }
  if ((node->kind() == c10::aten::__is__ || node->kind() == c10::aten::__isnot__) &&
      node->input(0) == node->input(1))
    return c10::IValue(node->kind() == c10::aten::__is__);
  if (node->inputs().empty()) return std::nullopt;
  if (const auto least = least_length(node)) return least;
  const auto value = unwritten(node->input(0), flat, written);
  if (!value) return std::nullopt;
  if (value->isTensor()) {
    const bool is_none_test = (node->kind() == c10::aten::__is__ || node->kind() == c10::aten::__isnot__) &&
                              node->input(1)->type() == c10::NoneType::get();
    if (is_none_test) return c10::IValue(node->kind() == c10::aten::__isnot__);
    return answer(node, value->toTensor());
  }
  return std::nullopt;
}

/// The plain value that both blocks of a prim::If give, whichever runs.
std::optional<c10::IValue> same_constant(const torch::jit::Value* a, const torch::jit::Value* b) {
  const auto first = torch::jit::toIValue(a), second = torch::jit::toIValue(b);
  if (!first || !second || first->tagKind() != second->tagKind() || !is_plain(*first)) return std::nullopt;
  return *first == *second ? first : std::nullopt;
}

}  // namespace

bool fold_facts(torch::jit::Graph& graph, const torch::jit::Module& flat,
                const std::set<std::string>& written) {
  bool changed = false;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() == c10::prim::Constant) return;
    const auto value = fact(node, flat, written);
    if (!value) return;
    torch::jit::WithInsertPoint before(node);
    const auto constant = torch::jit::tryInsertConstant(graph, *value);
    if (!constant) return;
    node->output()->replaceAllUsesWith(*constant);
    node->destroy();
    changed = true;
  });
  return changed;
}

bool merge_equal_outputs(torch::jit::Graph& graph) {
  bool changed = false;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() != c10::prim::If) return;
    const auto first = node->blocks()[0]->outputs(), second = node->blocks()[1]->outputs();
    for (std::size_t i = 0; i < first.size(); ++i)
      if (node->outputs()[i]->hasUses())
        if (const auto constant = same_constant(first[i], second[i])) {
          torch::jit::WithInsertPoint before(node);
          node->outputs()[i]->replaceAllUsesWith(graph.insertConstant(*constant));
          changed = true;
        }
    for (std::size_t i = 1; i < first.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (first[i] == first[j] && second[i] == second[j] && node->outputs()[i]->hasUses() &&
            *node->outputs()[i]->type() == *node->outputs()[j]->type()) {
          node->outputs()[i]->replaceAllUsesWith(node->outputs()[j]);
          changed = true;
        }
  });
  return changed;
}

bool merge_equal_views(torch::jit::Graph& graph) {
  bool changed = false;
  std::map<std::pair<const torch::jit::Block*, const torch::jit::Value*>, std::vector<Node*>> views;
  for_each_node(graph.block(), [&](Node* node) {
    if (!makes_views(node) || node->outputs().size() != 1 ||
        !node->output()->type()->isSubtypeOf(*c10::TensorType::get()) ||
        !node->input(0)->type()->isSubtypeOf(*c10::TensorType::get()))
      return;
    for (Node* known : views[{node->owningBlock(), node->input(0)}])
      if (known->kind() == node->kind() && known->inputs().equals(node->inputs())) {
        node->output()->replaceAllUsesWith(known->output());
        node->destroy();
        changed = true;
        return;
      }
    views[{node->owningBlock(), node->input(0)}].push_back(node);
  });
  return changed;
}

bool pass_raising_branches(torch::jit::Graph& graph) {
  const auto raises = [](const torch::jit::Block* block) {
    for (const Node* node : block->nodes())
      if (node->kind() == c10::prim::RaiseException) return true;
    return false;
  };
  bool changed = false;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() != c10::prim::If || raises(node->blocks()[0]) == raises(node->blocks()[1])) return;
    const torch::jit::Block* other = node->blocks()[raises(node->blocks()[0]) ? 1 : 0];
    for (torch::jit::Value* output : node->outputs()) {
      torch::jit::Value* value = const_cast<torch::jit::Value*>(other->outputs()[output->offset()]);
      if (!output->hasUses() || value->node()->owningBlock() == other) continue;
      output->replaceAllUsesWith(value);
      changed = true;
    }
  });
  return changed;
}

}  // namespace athena
