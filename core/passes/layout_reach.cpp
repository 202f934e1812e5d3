// SPDX-License-Identifier: Apache-2.0
#include "core/passes/layout_reach.h"

#include <string>

#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// Ops that give the same values for any layout of their first inputs, and may hand the layout on.
bool hands_on(const Node* node) {
  static const std::set<std::string> ops = {
      "aten::relu",        "aten::relu_",        "aten::relu6",
      "aten::leaky_relu",  "aten::leaky_relu_",  "aten::hardtanh",
      "aten::hardtanh_",   "aten::hardswish",    "aten::hardswish_",
      "aten::hardsigmoid", "aten::hardsigmoid_", "aten::silu",
      "aten::silu_",       "aten::gelu",         "aten::elu",
      "aten::sigmoid",     "aten::tanh",         "aten::clamp",
      "aten::add",         "aten::add_",         "aten::sub",
      "aten::mul",         "aten::div",          "aten::conv2d",
      "aten::batch_norm",  "aten::max_pool2d",   "athena::max_pool2d",
      "aten::avg_pool2d",  "aten::dropout",      "aten::adaptive_avg_pool2d",
      "aten::flatten",     "aten::reshape",      "aten::mean",
      "aten::cat"};
  return ops.count(node->kind().toQualString()) > 0;
}

/// Ops that do not ask for a layout and whose result has one of its own.
bool ends(const Node* node) {
  static const std::set<std::string> ops = {"aten::linear",
                                            "athena::linear",
                                            "athena::linear_activation",
                                            "athena::linears",
                                            "athena::conv",
                                            "athena::conv_activation",
                                            "athena::conv_transpose",
                                            "athena::quantize_static",
                                            "aten::size",
                                            "aten::dim",
                                            "prim::dtype",
                                            "prim::device",
                                            "aten::len"};
  return ops.count(node->kind().toQualString()) > 0;
}

}  // namespace

bool LayoutReach::follow(Value* value) {
  if (!seen_.insert(value).second) return true;
  for (const torch::jit::Use& use : value->uses()) {
    Node* user = use.user;
    if (ends(user)) continue;
    const bool listed = user->kind() == c10::prim::ListConstruct && sole_user(user->output()) &&
                        is_op(sole_user(user->output()), "aten::cat");
    if (listed || (hands_on(user) && (use.offset == 0 || !is_op(user, "aten::conv2d")))) {
      for (Value* output : user->outputs())
        if (!follow(output)) return false;
    } else if (aliases_.hasWriters(value)) {
      return false;
    } else {
      copies_.insert({user, use.offset});
    }
  }
  return true;
}

void give_contiguous(const LayoutUse& use) {
  const auto [user, offset] = use;
  torch::jit::Graph& graph = *user->owningGraph();
  const torch::jit::WithInsertPoint before(user);
  user->replaceInput(offset, graph.insert(c10::aten::contiguous, {user->input(offset)}));
}

}  // namespace athena
