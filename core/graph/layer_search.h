// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/graph/layers.h"
#include "core/graph/op_kinds.h"
#include "core/graph/stored_tensor.h"

namespace athena {

/// What one site says of its layer's weight and bias.
struct SiteUse {
  std::string kind;
  std::string weight_through;  // the first op between the stored weight and the site; empty: none
  std::string bias;            // "": none; the attribute's path; "constant"; "computed"; "view"
};

/// A layer with what decides whether it can be compressed.
struct FoundLayer {
  StoredLayer layer;
  std::vector<SiteUse> uses;
};

/// Walks the methods of a flattened module and gathers the ops that use stored weights, by weight.
class LayerSearch {
 public:
  explicit LayerSearch(const torch::jit::Module& flat);

  std::vector<FoundLayer>& layers() { return layers_; }
  /// Paths of attributes that belong to a layer.
  const std::set<std::string>& taken() const { return taken_; }

 private:
  void visit(torch::jit::Node* node, const std::string& nesting);
  std::optional<StoredTensor> weight_of(const OpKind& op, torch::jit::Node* node) const;
  void visit_recurrent(const OpKind& op, torch::jit::Node* node, const std::string& nesting);
  std::string bias_of(const OpKind& op, torch::jit::Node* node, StoredLayer& layer) const;
  FoundLayer& layer_of(const StoredTensor& weight, const OpKind& op, torch::jit::Node* node);
  void take_tensors(FoundLayer& found, const torch::jit::Node* node);
  void take(FoundLayer& found, const std::string& key, const at::Tensor& tensor);
  std::string constant_path(const std::string& kind);
  std::string unique(std::string path);

  const torch::jit::Module& flat_;
  std::string method_;
  std::vector<FoundLayer> layers_;
  std::map<std::string, std::size_t> by_weight_;
  std::map<std::string, int> constants_;
  std::set<std::string> paths_, taken_;
};

}  // namespace athena
