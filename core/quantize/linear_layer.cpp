// SPDX-License-Identifier: Apache-2.0
#include "core/graph/attributes.h"
#include "core/quantize/kinds.h"
#include "core/quantize/pack_linear.h"
#include "core/quantize/packed_attribute.h"
#include "core/runtime/packed_linear.h"

namespace athena {

Result<PackedLayer> pack_linear_layer(const StoredLayer& layer, const std::string& scheme,
                                      const Parameters& parameters) {
  ATHENA_ASSIGN(LinearData data, pack_linear(layer.weight, layer.bias, scheme, parameters));
  ATHENA_ASSIGN(const auto packed, PackedLinear::create(std::move(data)));
  const c10::IValue value(packed);
  const std::string name = packed_attribute_name(layer);
  PackedLayer result;
  result.bytes = packed->stored_bytes();
  result.rewrite.add = {{name, value}};
  result.rewrite.remove_weights = true;
  result.rewrite.build = [name, type = value.type()](torch::jit::Graph& graph, const LayerSite& site,
                                                     torch::jit::Value* owner) {
    torch::jit::Value* weight = read_new_attribute(graph, owner, name, type);
    return graph.insert(c10::Symbol::fromQualString("athena::linear"), {site.node->input(0), weight});
  };
  return result;
}

}  // namespace athena
