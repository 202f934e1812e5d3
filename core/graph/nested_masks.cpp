// SPDX-License-Identifier: Apache-2.0
#include "core/graph/nested_masks.h"

#include <torch/csrc/jit/ir/constants.h>

#include <vector>

#include "core/graph/blocks.h"
#include "core/graph/fused_branches.h"

namespace athena {
namespace {

using torch::jit::Block;
using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

const auto kFromMask = c10::Symbol::fromQualString("aten::_nested_tensor_from_mask");
const auto kToPadded = c10::Symbol::fromQualString("aten::to_padded_tensor");
const auto kMask = 18, kMaskType = 19;  // inputs of aten::_transformer_encoder_layer_fwd

/// What a nested tensor goes through: fused layers, then its padding.
struct Passage {
  std::vector<Node*> layers, ends;
};

bool follow(const Value* nested, Passage& passage) {
  for (const torch::jit::Use& use : nested->uses()) {
    if (use.offset != 0) return false;
    // Without its old size the padded tensor would be as long as the longest row.
    if (use.user->kind() == kToPadded && !use.user->input(2)->mustBeNone()) {
      passage.ends.push_back(use.user);
    } else if (is_fused_encoder_layer(use.user) && use.user->input(kMask)->mustBeNone()) {
      passage.layers.push_back(use.user);
      if (!follow(use.user->output(), passage)) return false;
    } else {
      return false;
    }
  }
  return true;
}

/// The padded tensor at `end`, with the padding value where `masked` [B, T] is true.
void fill_padding(Graph& graph, Node* end, Value* masked) {
  torch::jit::WithInsertPoint before(end);
  Value* rows = graph.insert(c10::aten::unsqueeze, {masked, -1});
  Value* filled = graph.insert(c10::aten::masked_fill, {end->input(0), rows, end->input(1)});
  replace_node(end, filled);
}

/// A traced file: mask, layers and padding stand in one line.
void keep_in_line(Graph& graph, Node* nested) {
  Passage passage;
  if (!follow(nested->output(), passage)) return;
  torch::jit::WithInsertPoint after(nested);
  Value* masked = graph.insert(c10::aten::logical_not, {nested->input(1)});
  Value* of_keys = graph.insertConstant(1);
  for (Node* layer : passage.layers) {
    layer->replaceInput(kMask, masked);
    layer->replaceInput(kMaskType, of_keys);
  }
  for (Node* end : passage.ends) fill_padding(graph, end, masked);
  nested->output()->replaceAllUsesWith(nested->input(0));
  nested->destroy();
}

/// Whether `value` is `source`, perhaps handed out of branches.
bool comes_from(const Value* value, const Value* source) {
  if (value == source) return true;
  const Node* node = value->node();
  if (node->kind() != c10::prim::If) return false;
  for (const Block* block : node->blocks())
    if (comes_from(block->outputs()[value->offset()], source)) return true;
  return false;
}

/// Where the branch that makes a nested tensor hands out no mask though the other hands one out; -1: nowhere.
int dropped_mask(const Block* nested, const Block* other) {
  for (std::size_t i = 0; i < nested->outputs().size(); ++i)
    if (nested->outputs()[i]->mustBeNone() && !other->outputs()[i]->mustBeNone() &&
        other->outputs()[i]->node()->owningBlock() != other)
      return static_cast<int>(i);
  return -1;
}

/// Where the nested tensors that are made under `condition` are padded again.
std::vector<Node*> ends_under(Graph& graph, const Value* condition) {
  std::vector<Node*> ends;
  for_each_node(graph.block(), [&](Node* node) {
    const Node* owner = node->owningBlock()->owningNode();
    if (node->kind() == kToPadded && owner && owner->kind() == c10::prim::If &&
        comes_from(owner->input(), condition))
      ends.push_back(node);
  });
  return ends;
}

Value* not_zero(Graph& graph, Node* where, Value* mask) {
  torch::jit::WithInsertPoint before(where);
  return graph.insert(c10::aten::ne, {graph.insertUncheckedCast(mask, c10::TensorType::get()), 0});
}

/// A scripted file: one branch makes the nested tensor and drops the mask, the other passes both on; a later
/// branch with the same condition pads.
void keep_in_branch(Graph& graph, Node* nested, Node* branch) {
  Block* block = nested->owningBlock();
  Block* other = branch->blocks()[block == branch->blocks()[0] ? 1 : 0];
  const int dropped = dropped_mask(block, other);
  if (dropped < 0) return;
  Value* mask = other->outputs()[dropped];
  const std::vector<Node*> ends = ends_under(graph, branch->input());
  for (const Node* end : ends)
    if (mask->node()->kind() != c10::prim::Param && !end->isDominatedBy(mask->node())) return;
  block->replaceOutput(dropped, mask);
  for (Node* end : ends) fill_padding(graph, end, not_zero(graph, end, mask));
  nested->output()->replaceAllUsesWith(nested->input(0));
  nested->destroy();
}

}  // namespace

void keep_padding(Graph& graph) {
  std::vector<Node*> found;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() == kFromMask) found.push_back(node);
  });
  for (Node* nested : found) {
    Node* branch = nested->owningBlock()->owningNode();
    if (branch && branch->kind() == c10::prim::If)
      keep_in_branch(graph, nested, branch);
    else
      keep_in_line(graph, nested);
  }
}

}  // namespace athena
