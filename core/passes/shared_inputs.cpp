// SPDX-License-Identifier: Apache-2.0
#include <torch/csrc/jit/ir/alias_analysis.h>

#include <map>
#include <vector>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"
#include "core/runtime/packed_linear.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// Layers in the order of their ops, by the block and the input they share, and their depth.
using Groups = std::map<std::tuple<const torch::jit::Block*, const Value*, std::int64_t>, std::vector<Node*>>;

/// Input features of an int8-dynamic layer; 0: of another kind.
std::int64_t shared_depth(const Node* linear, const torch::jit::Module& flat) {
  const auto path = attribute_path(linear->input(1));
  const auto value = path ? find_attribute(flat, *path) : std::nullopt;
  const auto packed = value ? packed_weights(*value) : PackedWeightsHandle();
  const auto* weights = dynamic_cast<const PackedLinear*>(packed.get());
  return weights && weights->scheme() == "int8-dynamic" ? weights->in_features() : 0;
}

void join(torch::jit::Graph& graph, const std::vector<Node*>& linears) {
  const torch::jit::WithInsertPoint before(linears.front());
  std::vector<Value*> weights;
  for (const Node* linear : linears)  // a later layer's weights may be read after this point: read them anew
    weights.push_back(read_attribute(graph, graph.inputs()[0], *attribute_path(linear->input(1))));
  Value* list = graph.insertNode(graph.createList(weights.front()->type(), weights))->output();
  Value* outputs =
      graph.insert(c10::Symbol::fromQualString("athena::linears"), {linears.front()->input(0), list});
  Node* unpacked = graph.insertNode(graph.createListUnpack(outputs, linears.size()));
  for (std::size_t i = 0; i < linears.size(); ++i) replace_node(linears[i], unpacked->outputs()[i]);
}

}  // namespace

/// Layers that read one value, which nobody writes to, quantize it once: the same integers, the same bits.
/// Each keeps its weights and its output.
PassEffect share_inputs(const torch::jit::Module& flat) {
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    const auto graph = method.graph();
    const torch::jit::AliasDb aliases(graph);
    Groups groups;
    for_each_node(graph->block(), [&](Node* node) {
      if (!is_op(node, "athena::linear") || aliases.hasWriters(node->input(0))) return;
      if (const std::int64_t depth = shared_depth(node, flat); depth > 0)
        groups[{node->owningBlock(), node->input(0), depth}].push_back(node);
    });
    for (const auto& [what, linears] : groups)
      if (linears.size() > 1) {
        join(*graph, linears);
        ++effect.sites;
      }
  }
  return effect;
}

}  // namespace athena
