// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/quantize/pack_layer.h"

// How each kind of layer is packed; see pack_layer().
namespace athena {

Result<PackedLayer> pack_conv_layer(const StoredLayer& layer, const std::string& scheme,
                                    const Parameters& parameters);
Result<PackedLayer> pack_linear_layer(const StoredLayer& layer, const std::string& scheme,
                                      const Parameters& parameters);
Result<PackedLayer> pack_embedding_layer(const StoredLayer& layer, const std::string& scheme,
                                         const Parameters& parameters);
Result<PackedLayer> pack_recurrent_layer(const StoredLayer& layer, const std::string& scheme,
                                         const Parameters& parameters);

}  // namespace athena
