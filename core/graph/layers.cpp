// SPDX-License-Identifier: Apache-2.0
#include "core/graph/layers.h"

#include <map>
#include <set>

#include "core/graph/attributes.h"
#include "core/graph/compressible.h"
#include "core/graph/dtype_name.h"
#include "core/graph/layer_search.h"
#include "core/graph/module_tensors.h"

namespace athena {
namespace {

std::int64_t bytes_of(const at::Tensor& tensor) {
  return tensor.numel() * static_cast<std::int64_t>(tensor.element_size());
}

void fill_info(FoundLayer& found) {
  LayerInfo& info = found.layer.info;
  info.weight_shape = found.layer.weight.sizes().vec();
  info.dtype = dtype_name(found.layer.weight.scalar_type());
  for (const auto& [path, tensor] : found.layer.tensors) {
    info.parameters += tensor.numel();
    info.bytes += bytes_of(tensor);
  }
  const auto packed_bias = [](const at::Tensor& bias) {
    return bias.numel() * static_cast<std::int64_t>(sizeof(float));
  };
  if (found.layer.bias.defined()) info.bias_bytes = packed_bias(found.layer.bias);
  for (const at::Tensor& tensor : found.layer.weights) {
    if (tensor.dim() == 2)
      info.matrices.push_back(tensor.sizes().vec());
    else
      info.bias_bytes += packed_bias(tensor);
  }
  for (const LayerSite& site : found.layer.sites) info.sites.push_back(site.where);
}

/// "aten::add, aten::mul"; empty: nothing reads it.
std::string readers_of(const std::string& path, const AttributeReaders& readers) {
  const auto found = readers.find(path);
  std::string ops;
  if (found == readers.end()) return ops;
  for (const auto& [op, count] : found->second) ops += (ops.empty() ? "" : ", ") + op;
  return ops;
}

/// Parameters and buffers that belong to no layer, each as an entry of its own.
void add_rest(const torch::jit::Module& flat, const std::set<std::string>& taken,
              const AttributeReaders& readers, const std::set<std::string>& written,
              std::vector<StoredLayer>& layers) {
  for (const auto& [path, tensor, is_parameter, again] : module_tensors(flat)) {
    if (again || taken.count(path)) continue;
    StoredLayer rest;
    rest.info.path = rest.weight_path = path;
    rest.info.kind = is_parameter ? "Parameter" : "Buffer";
    rest.info.weight_shape = tensor.sizes().vec();
    rest.info.dtype = dtype_name(tensor.scalar_type());
    rest.info.parameters = tensor.numel();
    rest.info.bytes = bytes_of(tensor);
    const std::string ops = readers_of(path, readers);
    rest.unused = ops.empty() && !written.count(path);
    rest.info.reason = rest.unused           ? "No method uses it."
                       : written.count(path) ? "It is state that the model writes."
                                             : "It is no layer's: it is read by " + ops + ".";
    rest.weight = tensor;
    rest.tensors.emplace(path, tensor);
    layers.push_back(std::move(rest));
  }
}

void mark_ties(std::vector<StoredLayer>& layers) {
  std::map<const void*, std::string> owners;
  for (StoredLayer& layer : layers) {
    if (layer.weight.numel() == 0) continue;
    const auto [owner, is_first] = owners.emplace(layer.weight.const_data_ptr(), layer.info.path);
    if (!is_first) layer.info.tied_to = owner->second;
  }
}

}  // namespace

std::vector<StoredLayer> find_layers(const torch::jit::Module& flat) {
  LayerSearch search(flat);
  const auto readers = attribute_readers(flat);
  const auto written = written_attributes(flat);
  std::vector<StoredLayer> layers;
  for (FoundLayer& found : search.layers()) {
    fill_info(found);
    found.layer.info.reason = why_not_compressible(found, readers, written);
    found.layer.info.compressible = found.layer.info.reason.empty();
    layers.push_back(std::move(found.layer));
  }
  add_rest(flat, search.taken(), readers, written, layers);
  mark_ties(layers);
  return layers;
}

}  // namespace athena
