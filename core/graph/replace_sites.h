// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <functional>
#include <map>
#include <string>

#include "athena/types/result.h"
#include "core/graph/layers.h"

namespace athena {

/// What takes the place of a layer's ops.
struct SiteRewrite {
  /// Puts a value that stands for `site`'s output right before `site`'s node, and returns it; where the node
  /// has several outputs, a prim::TupleConstruct of them, or the first if the others are unused. `owner` is
  /// the module that holds the layer, as a value before the node: read attributes with
  /// Graph::insertGetAttr-like nodes whose output type is set by hand (attributes in `add` need not exist
  /// yet).
  std::function<torch::jit::Value*(torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* owner)>
      build;
  /// New attributes of the owner: name and value.
  std::vector<std::pair<std::string, c10::IValue>> add;
  /// The layer's weight and bias leave the module, unless something else uses them.
  bool remove_weights = false;
};

/// A flattened copy of `module` whose sites of the named layers (by LayerInfo::path) are rewritten. The
/// weights of all other layers are shared with `module`. NotFound: a layer that the module lacks.
Result<torch::jit::Module> replace_sites(const torch::jit::Module& module,
                                         const std::map<std::string, SiteRewrite>& rewrites);

}  // namespace athena
