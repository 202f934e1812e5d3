// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "core/quantize/pack_layer.h"

// How each kind of layer is packed; see pack_layer().
namespace athena {

/// Puts the op that runs a site in its place, given the packed weights, and returns its output; see
/// SiteRewrite::build.
using PackedOp = std::function<torch::jit::Value*(torch::jit::Graph& graph, const LayerSite& site,
                                                  torch::jit::Value* weights)>;

/// A layer whose packed weights, a custom class derived from PackedWeights, are an attribute of its owner.
PackedLayer packed_layer(const StoredLayer& layer, const c10::IValue& packed, const PackedOp& op);

Result<PackedLayer> pack_conv_layer(const StoredLayer& layer, const std::string& scheme,
                                    const Parameters& parameters);
Result<PackedLayer> pack_linear_layer(const StoredLayer& layer, const std::string& scheme,
                                      const Parameters& parameters);
Result<PackedLayer> pack_embedding_layer(const StoredLayer& layer, const std::string& scheme,
                                         const Parameters& parameters);
Result<PackedLayer> pack_recurrent_layer(const StoredLayer& layer, const std::string& scheme,
                                         const Parameters& parameters);

}  // namespace athena
