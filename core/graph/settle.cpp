// SPDX-License-Identifier: Apache-2.0
#include "core/graph/settle.h"

#include <torch/csrc/jit/passes/common_subexpression_elimination.h>
#include <torch/csrc/jit/passes/constant_propagation.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/loop_unrolling.h>
#include <torch/csrc/jit/passes/peephole.h>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/flatten.h"
#include "core/graph/fold_facts.h"
#include "core/graph/fused_branches.h"
#include "core/graph/lift_constants.h"
#include "core/graph/lower_fused.h"
#include "core/graph/nested_masks.h"
#include "core/graph/row_parts.h"
#include "core/graph/spell_linear.h"
#include "core/graph/store_views.h"
#include "core/graph/stored_lists.h"
#include "core/graph/stored_values.h"

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

/// LibTorch's passes may claim a change every time; the graph is settled once two rounds leave it as large as
/// it is.
void fold(std::shared_ptr<torch::jit::Graph> graph, const torch::jit::Module& flat,
          const std::set<std::string>& written) {
  for (std::size_t settled_rounds = 0, before = node_count(*graph); settled_rounds < 2;) {
    bool changed = fold_facts(*graph, flat, written);
    changed |= merge_equal_outputs(*graph);
    changed |= merge_equal_views(*graph);
    changed |= pass_raising_branches(*graph);
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

/// Takes loops over parts of stored tensors (for weight in self.weights.chunk(3)) turn by turn, so that each
/// part has a site of its own.
void unroll_loops_over_views(std::shared_ptr<torch::jit::Graph> graph, const torch::jit::Module& flat,
                             const std::set<std::string>& written) {
  const StoredValues stored(flat);
  bool found = false;
  for_each_node(graph->block(), [&](torch::jit::Node* node) {
    const torch::jit::Node* loop = node->owningBlock()->owningNode();
    found |= node->kind() == c10::aten::__getitem__ && loop && loop->kind() == c10::prim::Loop &&
             stored.of(node->input(0)).has_value();
    if (node->kind() != c10::aten::len) return;
    if (const auto list = stored.of(node->input()); list && list->isTensorList()) {
      const torch::jit::WithInsertPoint before(node);
      const auto length = static_cast<std::int64_t>(list->toTensorList().size());
      node->output()->replaceAllUsesWith(graph->insertConstant(length));
    }
  });
  if (!found) return;
  fold(graph, flat, written);
  torch::jit::UnrollConstantLoops(graph);
}

void fold_methods(const torch::jit::Module& flat) {
  const auto written = written_attributes(flat);
  for (const torch::jit::Method& method : flat.get_methods()) fold(method.graph(), flat, written);
}

}  // namespace

Result<torch::jit::Module> settle(const torch::jit::Module& module) {
  ATHENA_ASSIGN(torch::jit::Module flat, flatten(module));
  for (const torch::jit::Method& method : flat.get_methods()) {
    keep_padding(*method.graph());
    refuse_fused_branches(*method.graph());
    lower_fused(*method.graph());
  }
  fold_methods(flat);
  ATHENA_ASSIGN(flat, flatten(flat, lift_constants(flat)));
  ATHENA_ASSIGN(flat, flatten(flat, name_list_items(flat)));
  const auto written = written_attributes(flat);
  for (const torch::jit::Method& method : flat.get_methods()) {
    unroll_loops_over_views(method.graph(), flat, written);
    know_input_sizes(*method.graph(), flat);
  }
  fold_methods(flat);
  for (const torch::jit::Method& method : flat.get_methods()) {
    auto graph = method.graph();
    spell_linear(*graph, flat);
    torch::jit::EliminateDeadCode(graph);  // what the old spelling read is read no more
  }
  cut_overlapping_rows(flat);
  ATHENA_ASSIGN(flat, flatten(flat, store_views(flat)));
  fold_methods(flat);
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
