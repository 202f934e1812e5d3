// SPDX-License-Identifier: Apache-2.0
#include "core/measure/coverage.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "core/runtime/packed_weights.h"

namespace athena {
namespace {

struct PackedAttribute {
  std::string path;  // "encoder.layers.0.linear1.packed", "self_attn.in_proj_packed"
  PackedWeightsHandle weights;
};

std::vector<PackedAttribute> packed_attributes(const torch::jit::Module& module) {
  std::vector<PackedAttribute> found;
  for (const auto& attribute : module.named_attributes())
    if (const auto weights = packed_weights(attribute.value)) found.push_back({attribute.name, weights});
  return found;
}

/// The layer's path: the attribute's without what tells it from the weight it stands for.
std::string layer_path(std::string_view attribute) {
  for (const std::string_view end : {".packed", "_packed", ".weight", "_weight"})
    if (attribute.size() > end.size() && attribute.ends_with(end)) attribute.remove_suffix(end.size());
  return std::string(attribute);
}

/// A frozen file's layer "forward.linear_0" has its weights in the root's attribute
/// "forward_linear_0_packed".
std::string as_attribute(std::string path) {
  std::replace_if(
      path.begin(), path.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return path;
}

const LayerReport* find(const std::vector<LayerReport>& ran, const std::string& path) {
  for (const std::string& name : {path, as_attribute(path)})
    for (const LayerReport& layer : ran)
      if (layer.path == name) return &layer;
  return nullptr;
}

void add_reason(LayerReport& layer, const std::string& reason) {
  layer.reason += (layer.reason.empty() ? "" : "; ") + reason;
}

}  // namespace

bool is_packed_of(const std::string& attribute, const std::string& path) {
  const std::string layer = layer_path(attribute);
  return layer == path || layer == as_attribute(path);
}

void reset_coverage(const torch::jit::Module& module) {
  for (const PackedAttribute& packed : packed_attributes(module)) packed.weights->reset_coverage();
}

std::vector<LayerReport> coverage(const torch::jit::Module& module) {
  std::vector<LayerReport> layers;
  for (const auto& [path, weights] : packed_attributes(module)) {
    LayerReport layer;
    layer.path = layer_path(path);
    layer.kind = weights->kind();
    layer.scheme = weights->scheme();
    layer.kernel = weights->kernel();
    layer.calls = weights->calls();
    layer.bytes_after = weights->stored_bytes();
    layers.push_back(std::move(layer));
  }
  return layers;
}

void add_coverage(std::vector<LayerReport>& layers, const torch::jit::Module& module,
                  const std::string& data) {
  const std::vector<LayerReport> ran = coverage(module);
  for (LayerReport& layer : layers) {
    if (const LayerReport* found = find(ran, layer.path)) {
      layer.kernel = found->kernel;
      layer.calls = found->calls;
      if (layer.calls == 0) add_reason(layer, "was not run by this data: " + data);
    } else if (layer.scheme != "fp32") {
      add_reason(layer, "its packed weights were not found in the model, so what ran is not known");
    }
  }
}

}  // namespace athena
