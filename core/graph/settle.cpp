// SPDX-License-Identifier: Apache-2.0
#include "core/graph/settle.h"

#include <torch/csrc/jit/passes/common_subexpression_elimination.h>
#include <torch/csrc/jit/passes/constant_propagation.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/peephole.h>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/flatten.h"
#include "core/graph/fold_facts.h"
#include "core/graph/fused_branches.h"
#include "core/graph/lower_fused.h"
#include "core/graph/nested_masks.h"

namespace athena {

namespace {

std::size_t node_count(torch::jit::Graph& graph) {
  std::size_t count = 0;
  for_each_node(graph.block(), [&](torch::jit::Node*) { ++count; });
  return count;
}

/// LibTorch counts these questions as side effects, so that no pass of its own takes an unused one away.
void drop_unused_questions(torch::jit::Graph& graph) {
  static const auto autocast = c10::Symbol::fromQualString("aten::is_autocast_enabled");
  static const auto grad = c10::Symbol::fromQualString("aten::is_grad_enabled");
  for_each_node(graph.block(), [&](torch::jit::Node* node) {
    if ((node->kind() == autocast || node->kind() == grad) && !node->hasUses()) node->destroy();
  });
}

}  // namespace

Result<torch::jit::Module> settle(const torch::jit::Module& module) {
  ATHENA_ASSIGN(torch::jit::Module flat, flatten(module));
  const auto written = written_attributes(flat);
  for (const torch::jit::Method& method : flat.get_methods()) {
    auto graph = method.graph();
    keep_padding(*graph);
    refuse_fused_branches(*graph);
    lower_fused(*graph);
    // LibTorch's passes may claim a change every time; the graph is settled once two rounds leave it as large
    // as it is.
    for (std::size_t settled_rounds = 0, before = node_count(*graph); settled_rounds < 2;) {
      bool changed = fold_facts(*graph, flat, written);
      changed |= merge_equal_outputs(*graph);
      torch::jit::ConstantPropagationImmutableTypes(graph);
      torch::jit::PeepholeOptimize(graph, /*disable_shape_peepholes=*/true);
      torch::jit::EliminateCommonSubexpression(graph);
      drop_unused_questions(*graph);
      torch::jit::EliminateDeadCode(graph);
      const std::size_t after = node_count(*graph);
      settled_rounds = changed || after != before ? 0 : settled_rounds + 1;
      before = after;
    }
  }
  return flat;
}

ControlFlow control_flow(const torch::jit::Graph& graph) {
  ControlFlow found;
  for_each_node(const_cast<torch::jit::Graph&>(graph).block(), [&](torch::jit::Node* node) {
    found.ifs += node->kind() == c10::prim::If;
    found.loops += node->kind() == c10::prim::Loop;
  });
  return found;
}

}  // namespace athena
