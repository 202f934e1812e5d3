// SPDX-License-Identifier: Apache-2.0
#include <torch/csrc/jit/ir/constants.h>

#include "core/quantize/kinds.h"
#include "core/quantize/pack_conv.h"
#include "core/runtime/packed_conv.h"

namespace athena {
namespace {

ConvGroups groups_of(const StoredLayer& layer) {
  ConvGroups groups{.transposed = layer.info.kind.starts_with("ConvTranspose")};
  for (const LayerSite& site : layer.sites)
    groups.groups =
        torch::jit::constant_as<std::int64_t>(site.node->namedInput("groups")).value_or(groups.groups);
  return groups;
}

/// aten::conv2d, aten::_convolution and their like name what they take alike.
torch::jit::Value* packed_op(torch::jit::Graph& graph, const torch::jit::Node* site,
                             torch::jit::Value* weight, bool transposed) {
  const auto input = [&](const char* name) { return site->namedInput(name); };
  if (transposed)
    return graph.insert(c10::Symbol::fromQualString("athena::conv_transpose"),
                        {site->input(0), weight, input("stride"), input("padding"), input("output_padding"),
                         input("dilation")});
  return graph.insert(c10::Symbol::fromQualString("athena::conv"),
                      {site->input(0), weight, input("stride"), input("padding"), input("dilation")});
}

}  // namespace

Result<PackedLayer> pack_conv_layer(const StoredLayer& layer, const std::string& scheme,
                                    const Parameters& parameters) {
  const ConvGroups groups = groups_of(layer);
  ATHENA_ASSIGN(ConvData data, pack_conv(layer.weight, layer.bias, groups, scheme, parameters));
  ATHENA_ASSIGN(const auto packed, PackedConv::create(std::move(data)));
  return packed_layer(layer, packed,
                      [transposed = groups.transposed](torch::jit::Graph& graph, const LayerSite& site,
                                                       torch::jit::Value* weights) {
                        return packed_op(graph, site.node, weights, transposed);
                      });
}

}  // namespace athena
