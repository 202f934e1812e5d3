// SPDX-License-Identifier: Apache-2.0
#include "core/calibrate/keep_codes.h"

#include <torch/csrc/jit/ir/alias_analysis.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/layout_reach.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::AliasDb;
using torch::jit::Node;
using torch::jit::Value;

struct Range {
  double scale;
  std::int64_t zero_point;
  auto operator<=>(const Range&) const = default;
};

/// Of athena::quantize_static or dequantize_static.
Range range_of(const Node* node) {
  return {*torch::jit::constant_as<double>(node->input(1)),
          *torch::jit::constant_as<std::int64_t>(node->input(2))};
}

/// The op that made a value of codes which nobody writes to; null: another did, or someone does.
Node* dequantizing(Value* value, const AliasDb& aliases) {
  Node* node = value->node();
  return is_op(node, "athena::dequantize_static") && !aliases.hasWriters(value) ? node : nullptr;
}

std::vector<Node*> nodes_of(torch::jit::Graph& graph, std::string_view op) {
  std::vector<Node*> nodes;
  for_each_node(graph.block(), [&](Node* node) {
    if (is_op(node, op)) nodes.push_back(node);
  });
  return nodes;
}

/// Whether codes are those of images: athena::max_pool2d_static takes no others, while aten::max_pool2d takes
/// one image without a batch for what has three dimensions.
bool are_images(const Value* codes) {
  if (is_op(codes->node(), "athena::max_pool2d_static")) return true;
  if (!is_op(codes->node(), "athena::conv_static")) return false;
  const Value* stride = codes->node()->input(2);
  const auto constant = torch::jit::toIValue(stride);
  return (constant ? constant->toIntVector().size() : stride->node()->inputs().size()) == 2;
}

/// max_pool(dequantize(c)) = dequantize(max_pool(c)).
bool pool_codes(const std::shared_ptr<torch::jit::Graph>& graph) {
  const AliasDb aliases(graph);
  std::vector<std::pair<Node*, Node*>> found;
  for (Node* pool : nodes_of(*graph, "aten::max_pool2d"))
    if (Node* source = dequantizing(pool->input(0), aliases); source && are_images(source->input(0)))
      found.emplace_back(pool, source);
  for (const auto& [pool, source] : found) {
    const torch::jit::WithInsertPoint before(pool);
    std::vector<torch::jit::NamedValue> inputs(pool->inputs().begin(), pool->inputs().end());
    inputs[0] = source->input(0);
    Value* const codes = graph->insert(c10::Symbol::fromQualString("athena::max_pool2d_static"), inputs);
    replace_node(pool, graph->insert(source->kind(), {codes, source->input(1), source->input(2)}));
  }
  return !found.empty();
}

/// Codes from a zero point of 0 have none below 0.
void drop_relus(const std::shared_ptr<torch::jit::Graph>& graph) {
  const AliasDb aliases(graph);
  for (const char* op : {"aten::relu", "aten::relu_"})
    for (Node* relu : nodes_of(*graph, op)) {
      Value* const input = relu->input(0);
      if (!is_op(input->node(), "athena::dequantize_static") || range_of(input->node()).zero_point != 0)
        continue;
      const bool alone = sole_user(input) == relu;
      if (!alone && (aliases.hasWriters(input) || aliases.hasWriters(relu->output()))) continue;
      replace_node(relu, input);
    }
}

void cancel(const std::shared_ptr<torch::jit::Graph>& graph) {
  const AliasDb aliases(graph);
  std::map<std::tuple<const torch::jit::Block*, const Value*, Range>, Value*> made;
  for (Node* node : nodes_of(*graph, "athena::quantize_static")) {
    Node* const source = dequantizing(node->input(0), aliases);
    if (source && range_of(source) == range_of(node)) {
      replace_node(node, source->input(0));
      continue;
    }
    if (aliases.hasWriters(node->input(0))) continue;
    const auto [first, is_new] =
        made.try_emplace({node->owningBlock(), node->input(0), range_of(node)}, node->output());
    if (!is_new) replace_node(node, first->second);
  }
}

void give_layouts(const std::shared_ptr<torch::jit::Graph>& graph) {
  const AliasDb aliases(graph);
  std::set<LayoutUse> copies;
  std::vector<Value*> at_once;
  for (Node* node : nodes_of(*graph, "athena::dequantize_static")) {
    LayoutReach reach(aliases);
    if (reach.follow(node->output()))
      copies.insert(reach.copies().begin(), reach.copies().end());
    else
      at_once.push_back(node->output());
  }
  for (const LayoutUse& use : copies) give_contiguous(use);
  for (Value* value : at_once) {
    const torch::jit::WithInsertPoint behind(value->node()->next());
    Value* const copy = graph->insert(c10::aten::contiguous, {value});
    copy->setType(value->type());
    value->replaceAllUsesAfterNodeWith(copy->node(), copy);
  }
}

}  // namespace

void keep_codes(const std::shared_ptr<torch::jit::Graph>& graph) {
  torch::jit::EliminateDeadCode(graph);
  while (pool_codes(graph)) torch::jit::EliminateDeadCode(graph);
  drop_relus(graph);
  cancel(graph);
  torch::jit::EliminateDeadCode(graph);
  give_layouts(graph);
}

}  // namespace athena
