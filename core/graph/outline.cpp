// SPDX-License-Identifier: Apache-2.0
#include "core/graph/outline.h"

#include <unordered_map>

#include "core/graph/block_path.h"

namespace athena {
namespace {

using torch::jit::Node;

class Outliner {
 public:
  explicit Outliner(const std::vector<StoredLayer>& layers) {
    for (const StoredLayer& layer : layers)
      for (const LayerSite& site : layer.sites) layers_[site.node] = &layer.info.path;
  }

  void walk(torch::jit::Block* block, const std::string& path) {
    for (Node* node : block->nodes()) {
      if (const auto layer = layers_.find(node); layer != layers_.end())
        items_.push_back({path, node->kind().toQualString(), *layer->second, 0});
      if (node->blocks().empty()) continue;
      const int number = ++control_;
      for (std::size_t i = 0; i < node->blocks().size(); ++i) {
        torch::jit::Block* const inner = node->blocks()[i];
        const std::string name = block_path(path, node, number, i);
        items_.push_back({name, "", "", ops_in(inner)});
        walk(inner, name);
      }
    }
  }

  std::vector<OutlineItem> items_;

 private:
  static int ops_in(torch::jit::Block* block) {
    int ops = 0;
    for (const Node* node : block->nodes())
      ops += node->kind() != c10::prim::Constant && node->kind() != c10::prim::GetAttr;
    return ops;
  }

  std::unordered_map<const Node*, const std::string*> layers_;
  int control_ = 0;
};

}  // namespace

std::vector<OutlineItem> outline(const torch::jit::Method& method, const std::vector<StoredLayer>& layers) {
  Outliner outliner(layers);
  outliner.walk(method.graph()->block(), "");
  return std::move(outliner.items_);
}

}  // namespace athena
