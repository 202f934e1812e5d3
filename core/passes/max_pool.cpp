// SPDX-License-Identifier: Apache-2.0
#include <torch/csrc/jit/ir/alias_analysis.h>

#include <utility>
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;

bool is_relu(const Node* node) { return is_op(node, "aten::relu") || is_op(node, "aten::relu_"); }

/// Whether a ReLU may wait until its pool runs, and in place may leave its input as it is: that is a tensor
/// of its own, or at least nobody writes to it.
bool may_wait(const Node* relu, const torch::jit::AliasDb& aliases) {
  const torch::jit::Value* input = relu->input(0);
  if (is_op(relu, "aten::relu")) return !aliases.hasWriters(input);
  const Node* maker = input->node();
  return sole_user(input) && (is_op(maker, "aten::conv2d") || is_op(maker, "aten::batch_norm"));
}

/// The ReLU right before or after a pool that nothing else sees; else null.
Node* relu_beside(const Node* pool, const torch::jit::AliasDb& aliases) {
  Node* before = pool->input(0)->node();
  if (is_relu(before) && sole_user(before->output()) && may_wait(before, aliases)) return before;
  Node* after = sole_user(pool->output());
  return after && is_relu(after) ? after : nullptr;
}

}  // namespace

/// max(max(a, 0), max(b, 0)) = max(max(a, b), 0): one op, whose ReLU has a window's outputs to do instead of
/// its inputs. The same bits but for the sign of zeros.
PassEffect fuse_max_pool(const torch::jit::Module& flat) {
  static const auto fused = c10::Symbol::fromQualString("athena::max_pool2d");
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    const auto graph = method.graph();
    std::vector<std::pair<Node*, Node*>> pools;
    {
      const torch::jit::AliasDb aliases(graph);
      for_each_node(graph->block(), [&](Node* node) {
        if (is_op(node, "aten::max_pool2d")) pools.emplace_back(node, relu_beside(node, aliases));
      });
    }
    for (const auto& [pool, relu] : pools) {
      const bool relu_first = relu && relu->output() == pool->input(0);
      const torch::jit::WithInsertPoint before(pool);
      std::vector<torch::jit::NamedValue> inputs(pool->inputs().begin(), pool->inputs().end());
      if (relu_first) inputs[0] = relu->input(0);
      inputs.emplace_back(relu != nullptr);
      torch::jit::Value* result = graph->insert(fused, inputs);
      if (relu && !relu_first) replace_node(relu, result);
      replace_node(pool, result);
      if (relu_first) relu->destroy();
      ++effect.sites;
    }
  }
  return effect;
}

}  // namespace athena
