// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/pack_layer.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/graph/attributes.h"
#include "core/quantize/kinds.h"
#include "core/runtime/packed_weights.h"

namespace athena {
namespace {

using PackKind = Result<PackedLayer> (*)(const StoredLayer&, const std::string&, const Parameters&);

const std::map<std::string, PackKind>& kinds() {
  static const std::map<std::string, PackKind> packing = {{"Conv1d", pack_conv_layer},
                                                          {"Conv2d", pack_conv_layer},
                                                          {"Conv3d", pack_conv_layer},
                                                          {"ConvTranspose1d", pack_conv_layer},
                                                          {"ConvTranspose2d", pack_conv_layer},
                                                          {"Embedding", pack_embedding_layer},
                                                          {"EmbeddingBag", pack_embedding_layer},
                                                          {"Linear", pack_linear_layer},
                                                          {"LSTM", pack_recurrent_layer},
                                                          {"GRU", pack_recurrent_layer},
                                                          {"RNN", pack_recurrent_layer},
                                                          {"LSTMCell", pack_recurrent_layer},
                                                          {"GRUCell", pack_recurrent_layer},
                                                          {"RNNCell", pack_recurrent_layer}};
  return packing;
}

/// The attribute that holds a layer's packed weights, beside what they stand for: "in_proj_weight_packed", or
/// "packed" in a module that is one recurrent layer. A constant's layer, which has no attribute, goes by its
/// path.
std::string packed_attribute_name(const StoredLayer& layer) {
  const auto [owner, weight] = split_path(layer.weight_path);
  if (!owner.empty() && (weight == "weight_ih_l0" || weight == "weight_ih")) return "packed";
  std::string name = layer.weight_path.empty() ? layer.info.path : split_path(layer.weight_path).second;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name + "_packed";
}

}  // namespace

PackedLayer packed_layer(const StoredLayer& layer, const c10::IValue& packed, const PackedOp& op) {
  const std::string name = packed_attribute_name(layer);
  PackedLayer result;
  result.bytes = packed_weights(packed)->stored_bytes();
  result.rewrite.add = {{name, packed}};
  result.rewrite.remove_weights = true;
  result.rewrite.build = [name, type = packed.type(), op](torch::jit::Graph& graph, const LayerSite& site,
                                                          torch::jit::Value* owner) {
    return op(graph, site, read_new_attribute(graph, owner, name, type));
  };
  return result;
}

Result<PackedLayer> pack_layer(const StoredLayer& layer, const std::string& scheme,
                               const Parameters& parameters) {
  const auto kind = kinds().find(layer.info.kind);
  if (kind == kinds().end())
    return fail(ErrorCode::NotSupported, "No scheme packs layers of kind " + layer.info.kind + ".");
  return kind->second(layer, scheme, parameters);
}

}  // namespace athena
