// SPDX-License-Identifier: Apache-2.0
#include "core/graph/outline.h"

#include <unordered_map>

#include "core/graph/block_path.h"

namespace athena {
namespace {

using torch::jit::Node;

/// Constants and reads of attributes apart.
int ops_in(torch::jit::Block* block) {
  int ops = 0;
  for (const Node* node : block->nodes())
    ops += node->kind() != c10::prim::Constant && node->kind() != c10::prim::GetAttr;
  return ops;
}

}  // namespace

std::vector<OutlineItem> outline(const torch::jit::Method& method, const std::vector<StoredLayer>& layers) {
  std::unordered_map<const Node*, const std::string*> paths;
  for (const StoredLayer& layer : layers)
    for (const LayerSite& site : layer.sites) paths[site.node] = &layer.info.path;
  std::vector<OutlineItem> items;
  walk_method(
      *method.graph(),
      [&](const Node* node, const std::string& block) {
        if (const auto layer = paths.find(node); layer != paths.end())
          items.push_back({block, node->kind().toQualString(), *layer->second, 0});
      },
      [&](torch::jit::Block* block, const std::string& path) {
        items.push_back({path, "", "", ops_in(block)});
      });
  return items;
}

}  // namespace athena
