// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "athena/types/model_info.h"

namespace athena {

/// An op that multiplies by a stored weight.
struct LayerSite {
  torch::jit::Node* node = nullptr;  // in a graph of the module that was searched
  Site where;
};

/// A layer as it is stored, and the ops that use it.
struct StoredLayer {
  LayerInfo info;
  /// Full paths of its attributes ("encoder.layers.0.linear1.weight"); empty: none, or a constant of the
  /// graph.
  std::string weight_path, bias_path;
  at::Tensor weight, bias;  // as stored; bias undefined where there is none
  /// All tensors of a recurrent layer in its op's order, `weight` the first (see recurrent_tensors()).
  std::vector<at::Tensor> weights;
  /// Paths of all attributes that hold its tensors, alone or in a list.
  std::set<std::string> attributes;
  /// All tensors that belong to it, by path; one that two layers read belongs to the first.
  std::map<std::string, at::Tensor> tensors;
  std::vector<LayerSite> sites;
  bool unused = false;  // a parameter or buffer that no method reads or writes
};

/// Every layer of a flattened module (settle() it first), in the order in which its methods use them; then
/// the parameters and buffers that no op of a known kind multiplies by, as kinds "Parameter" and "Buffer".
/// The nodes are valid as long as the module's graphs are not changed by others.
std::vector<StoredLayer> find_layers(const torch::jit::Module& flat);

}  // namespace athena
