// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/kinds.h"
#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_embedding.h"

namespace athena {
namespace {

torch::jit::Value* insert_bag(torch::jit::Graph& graph, const torch::jit::Node* site,
                              torch::jit::Value* table) {
  const auto input = [&](const char* name) { return site->namedInput(name); };
  torch::jit::Value* padding =
      site->hasNamedInput("padding_idx") ? input("padding_idx") : graph.insertConstant(c10::IValue());
  return graph.insert(c10::Symbol::fromQualString("athena::embedding_bag"),
                      {input("indices"), input("offsets"), input("mode"), input("per_sample_weights"),
                       input("include_last_offset"), padding, table});
}

}  // namespace

Result<PackedLayer> pack_embedding_layer(const StoredLayer& layer, const std::string& scheme,
                                         const Parameters& parameters) {
  ATHENA_ASSIGN(LinearData rows, pack_linear(layer.weight, at::Tensor(), scheme, parameters));
  ATHENA_ASSIGN(const auto packed, PackedEmbedding::create(std::move(rows), layer.weight.scalar_type()));
  return packed_layer(layer, packed,
                      [](torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* table) {
                        if (site.where.op == "aten::embedding_bag")
                          return insert_bag(graph, site.node, table);
                        return graph.insert(c10::Symbol::fromQualString("athena::embedding"),
                                            {site.node->namedInput("indices"), table});
                      });
}

}  // namespace athena
