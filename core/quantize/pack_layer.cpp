// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/pack_layer.h"

#include <map>

#include "core/quantize/kinds.h"

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

}  // namespace

Result<PackedLayer> pack_layer(const StoredLayer& layer, const std::string& scheme,
                               const Parameters& parameters) {
  const auto kind = kinds().find(layer.info.kind);
  if (kind == kinds().end())
    return fail(ErrorCode::NotSupported, "No scheme packs layers of kind " + layer.info.kind + ".");
  return kind->second(layer, scheme, parameters);
}

}  // namespace athena
