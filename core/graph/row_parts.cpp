// SPDX-License-Identifier: Apache-2.0
#include "core/graph/row_parts.h"

#include <torch/csrc/jit/ir/constants.h>

#include <map>
#include <set>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/stored_values.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

/// Whether `weight` is all or some rows of a stored matrix, even if which ones is not known.
bool is_rows(const Value* weight) {
  for (const Node* node = weight->node(); makes_views(node); node = node->input(0)->node()) {
    const std::string op = node->kind().toQualString();
    if (op == "prim::ListUnpack" || op == "aten::__getitem__") continue;
    const bool is_split = op == "aten::split" || op == "aten::split_with_sizes" || op == "aten::chunk";
    const std::size_t at = is_split ? 2 : 1;
    if (!is_split && op != "aten::slice" && op != "aten::narrow") return false;
    if (node->inputs().size() <= at || torch::jit::constant_as<std::int64_t>(node->input(at)) != 0)
      return false;
  }
  return StoredValues::origin(weight) != nullptr;
}

std::optional<std::int64_t> input_size(const Value* input, const StoredValues& stored) {
  for (const torch::jit::Use& use : input->uses()) {
    if (use.user->kind() != c10::aten::linear || use.offset != 0 || !is_rows(use.user->input(1))) continue;
    const auto whole = stored.tensor(StoredValues::origin(use.user->input(1)));
    if (whole && whole->dim() == 2) return whole->size(1);
  }
  return std::nullopt;
}

/// A linear op whose weight is rows [from, to) of a stored matrix.
struct RowUse {
  Node* node;
  std::int64_t from, to;
};

std::optional<RowUse> row_use(Node* node, const at::Tensor& rows, const at::Tensor& whole) {
  if (whole.dim() != 2 || rows.dim() != 2 || !rows.is_alias_of(whole) || rows.strides() != whole.strides() ||
      rows.size(1) != whole.size(1) || whole.stride(0) == 0)
    return std::nullopt;
  const std::int64_t from = (rows.storage_offset() - whole.storage_offset()) / whole.stride(0);
  return RowUse{node, from, from + rows.size(0)};
}

void cut(const RowUse& use, const std::string& path, const std::set<std::int64_t>& bounds) {
  std::vector<std::int64_t> inner(bounds.upper_bound(use.from), bounds.lower_bound(use.to));
  if (inner.empty()) return;
  inner.push_back(use.to);
  Graph& graph = *use.node->owningGraph();
  const torch::jit::WithInsertPoint before(use.node);
  Value* weight = read_attribute(graph, graph.inputs()[0], path);
  Value* bias = use.node->input(2);
  std::vector<Value*> outputs;
  std::int64_t from = use.from;
  for (const std::int64_t to : inner) {
    Value* rows = graph.insert(c10::aten::slice, {weight, 0, from, to, 1});
    Value* part = bias->mustBeNone()
                      ? bias
                      : graph.insert(c10::aten::slice, {bias, 0, from - use.from, to - use.from, 1});
    outputs.push_back(graph.insert(c10::aten::linear, {use.node->input(0), rows, part}));
    from = to;
  }
  Value* list = graph.insertNode(graph.createList(c10::TensorType::get(), outputs))->output();
  use.node->output()->replaceAllUsesWith(graph.insert(c10::aten::cat, {list, -1}));
  use.node->destroy();
}

}  // namespace

void know_input_sizes(Graph& graph, const torch::jit::Module& flat) {
  const StoredValues stored(flat);
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() != c10::aten::size || node->inputs().size() != 2 ||
        torch::jit::constant_as<std::int64_t>(node->input(1)) != -1)
      return;
    const auto size = input_size(node->input(0), stored);
    if (!size) return;
    const torch::jit::WithInsertPoint before(node);
    node->output()->replaceAllUsesWith(graph.insertConstant(*size));
  });
}

void cut_overlapping_rows(const torch::jit::Module& flat) {
  const StoredValues stored(flat);
  std::map<std::string, std::vector<RowUse>> uses;
  for (const torch::jit::Method& method : flat.get_methods())
    for_each_node(method.graph()->block(), [&](Node* node) {
      if (node->kind() != c10::aten::linear) return;
      const auto rows = stored.tensor(node->input(1));
      if (!rows) return;
      const Value* origin = StoredValues::origin(node->input(1));
      if (const auto use = row_use(node, *rows, *stored.tensor(origin)))
        uses[*attribute_path(origin)].push_back(*use);
    });
  for (const auto& [path, ranges] : uses) {
    std::set<std::int64_t> bounds;
    for (const RowUse& use : ranges) bounds.insert({use.from, use.to});
    for (const RowUse& use : ranges) cut(use, path, bounds);
  }
}

}  // namespace athena
