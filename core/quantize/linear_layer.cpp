// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/kinds.h"
#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_linear.h"

namespace athena {

Result<PackedLayer> pack_linear_layer(const StoredLayer& layer, const std::string& scheme,
                                      const Parameters& parameters) {
  ATHENA_ASSIGN(LinearData data, pack_linear(layer.weight, layer.bias, scheme, parameters));
  ATHENA_ASSIGN(const auto packed, PackedLinear::create(std::move(data)));
  return packed_layer(
      layer, packed, [](torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* weights) {
        return graph.insert(c10::Symbol::fromQualString("athena::linear"), {site.node->input(0), weights});
      });
}

}  // namespace athena
