// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/replace_linear.h"

#include <algorithm>
#include <cctype>

#include "core/graph/attributes.h"

namespace athena {
namespace {

/// "weight_packed" beside what was "weight"; a constant's layer, which has no attribute, goes by its path.
std::string packed_name(const StoredLayer& layer) {
  std::string name = layer.weight_path.empty() ? layer.info.path : split_path(layer.weight_path).second;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name + "_packed";
}

}  // namespace

SiteRewrite packed_linear_rewrite(const StoredLayer& layer, const c10::intrusive_ptr<PackedLinear>& packed) {
  SiteRewrite rewrite;
  const c10::IValue value(packed);
  const std::string name = packed_name(layer);
  rewrite.add = {{name, value}};
  rewrite.remove_weights = true;
  rewrite.build = [name, type = value.type()](torch::jit::Graph& graph, const LayerSite& site,
                                              torch::jit::Value* owner) {
    torch::jit::Value* weight = read_new_attribute(graph, owner, name, type);
    return graph.insert(c10::Symbol::fromQualString("athena::linear"), {site.node->input(0), weight});
  };
  return rewrite;
}

}  // namespace athena
