// SPDX-License-Identifier: Apache-2.0
#include <torch/csrc/jit/ir/alias_analysis.h>
#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

bool adds_tensors(const Node* node) {
  return is_op(node, "aten::add") && node->inputs().size() == 3 &&
         node->input(0)->type()->isSubtypeOf(*c10::TensorType::get()) &&
         node->input(1)->type()->isSubtypeOf(*c10::TensorType::get()) &&
         torch::jit::constant_as<std::int64_t>(node->input(2)) == 1;
}

/// Both are computed at the norm's place: until there nothing may need the sum, and nobody may write to what
/// it is made of.
bool can_fuse(const Node* norm, const torch::jit::AliasDb& aliases) {
  const Node* add = norm->input(0)->node();
  if (!adds_tensors(add) || add->owningBlock() != norm->owningBlock()) return false;
  for (const Value* value : std::initializer_list<const Value*>{add->input(0), add->input(1), add->output()})
    if (aliases.hasWriters(value)) return false;
  const auto& uses = add->output()->uses();
  return std::all_of(uses.begin(), uses.end(), [&](const torch::jit::Use& use) {
    return (use.user == norm && use.offset == 0) || norm->isBefore(use.user);
  });
}

void fuse(torch::jit::Graph& graph, Node* norm) {
  static const auto alone = c10::Symbol::fromQualString("athena::add_layer_norm");
  static const auto with_sum = c10::Symbol::fromQualString("athena::add_and_layer_norm");
  Node* add = norm->input(0)->node();
  const torch::jit::WithInsertPoint before(norm);
  const bool keeps_sum = add->output()->uses().size() > 1;
  Value* result = graph.insert(
      keeps_sum ? with_sum : alone,
      {add->input(0), add->input(1), norm->input(1), norm->input(2), norm->input(3), norm->input(4)});
  if (!keeps_sum) {
    replace_node(norm, result);
  } else {
    Node* unpacked = graph.insertNode(graph.createTupleUnpack(result));
    replace_node(norm, unpacked->outputs()[1]);
    unpacked->outputs()[0]->setType(add->output()->type());
    add->output()->replaceAllUsesWith(unpacked->outputs()[0]);
  }
  add->destroy();
}

}  // namespace

/// The sum is the same bit for bit; the norm's mean and variance add in another order, which moves the result
/// by some 1e-6 of its size.
PassEffect fuse_add_layer_norm(const torch::jit::Module& flat) {
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    const auto graph = method.graph();
    std::vector<Node*> norms;
    {
      const torch::jit::AliasDb aliases(graph);
      for_each_node(graph->block(), [&](Node* node) {
        if (node->kind() == c10::aten::layer_norm && can_fuse(node, aliases)) norms.push_back(node);
      });
    }
    for (Node* norm : norms) {
      fuse(*graph, norm);
      ++effect.sites;
    }
  }
  return effect;
}

}  // namespace athena
