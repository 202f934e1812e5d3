// SPDX-License-Identifier: Apache-2.0
#include <torch/csrc/jit/ir/constants.h>

#include <set>

#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"

namespace athena {
namespace {

bool does_nothing(const torch::jit::Node* node) {
  static const std::set<std::string> kinds = {"aten::dropout",         "aten::dropout_",
                                              "aten::alpha_dropout",   "aten::alpha_dropout_",
                                              "aten::feature_dropout", "aten::feature_dropout_"};
  return kinds.count(node->kind().toQualString()) > 0 &&
         torch::jit::constant_as<bool>(node->input(2)) == false;
}

}  // namespace

/// Outside training the op gives its input itself, so that its users may have it: nothing changes.
PassEffect drop_dropout(const torch::jit::Module& flat) {
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods())
    for_each_node(method.graph()->block(), [&](torch::jit::Node* node) {
      if (!does_nothing(node)) return;
      node->output()->replaceAllUsesWith(node->input(0));
      node->destroy();
      ++effect.sites;
    });
  return effect;
}

}  // namespace athena
