// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "core/graph/recurrent_op.h"
#include "core/quantize/kinds.h"
#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_recurrent.h"

namespace athena {
namespace {

Recurrence recurrence_of(const std::string& op) {
  if (op.starts_with("aten::lstm")) return Recurrence::Lstm;
  if (op.starts_with("aten::gru")) return Recurrence::Gru;
  return op.starts_with("aten::rnn_tanh") ? Recurrence::RnnTanh : Recurrence::RnnRelu;
}

/// The matrices in RecurrentData's order, of tensors in RecurrentTensors'.
Result<RecurrentData> pack_recurrent(const StoredLayer& layer, LinearScheme scheme) {
  const LayerSite& site = layer.sites.front();
  const auto form = recurrent_form(site.node);
  if (!form) return fail(ErrorCode::NotSupported, "The options of this recurrent layer are not constants.");
  RecurrentData data{recurrence_of(site.where.op), site.where.op.ends_with("_cell"), form->layers,
                     form->directions};
  const auto sublayers = static_cast<std::size_t>(form->layers * form->directions);
  const std::size_t step = layer.weights.size() / sublayers, unprojected = form->biases ? 4 : 2;
  data.projected = step > unprojected;
  for (std::size_t first = 0; first < layer.weights.size(); first += step) {
    const auto pack = [&](std::size_t matrix, const at::Tensor& bias) {
      return pack_linear(layer.weights[first + matrix], bias, scheme);
    };
    for (std::size_t i = 0; i < 2; ++i) {
      ATHENA_ASSIGN(data.matrices.emplace_back(),
                    pack(i, form->biases ? layer.weights[first + 2 + i] : at::Tensor()));
    }
    if (!data.projected) continue;
    ATHENA_ASSIGN(data.matrices.emplace_back(), pack(step - 1, at::Tensor()));
  }
  return data;
}

/// The op that takes the site's place, and its inputs: the site's own less the weights and their options.
torch::jit::Value* insert_recurrent(torch::jit::Graph& graph, const LayerSite& site,
                                    torch::jit::Value* weights) {
  static const std::map<std::string, const char*> ops = {{"aten::lstm", "athena::lstm"},
                                                         {"aten::gru", "athena::gru"},
                                                         {"aten::rnn_tanh", "athena::rnn"},
                                                         {"aten::rnn_relu", "athena::rnn"},
                                                         {"aten::lstm_cell", "athena::lstm_cell"},
                                                         {"aten::gru_cell", "athena::gru_cell"},
                                                         {"aten::rnn_tanh_cell", "athena::rnn_cell"},
                                                         {"aten::rnn_relu_cell", "athena::rnn_cell"}};
  std::vector<torch::jit::NamedValue> inputs;
  for (const char* name : {"input", "data", "batch_sizes", "hx"})
    if (site.node->hasNamedInput(name)) inputs.emplace_back(site.node->namedInput(name));
  inputs.emplace_back(weights);
  if (site.node->hasNamedInput("batch_first")) inputs.emplace_back(site.node->namedInput("batch_first"));
  return graph.insert(c10::Symbol::fromQualString(ops.at(site.where.op)), inputs);
}

}  // namespace

Result<PackedLayer> pack_recurrent_layer(const StoredLayer& layer, const std::string& scheme,
                                         const Parameters& parameters) {
  ATHENA_ASSIGN(const LinearScheme found, linear_scheme(scheme, parameters));
  ATHENA_ASSIGN(RecurrentData data, pack_recurrent(layer, found));
  ATHENA_ASSIGN(const auto packed, PackedRecurrent::create(std::move(data)));
  return packed_layer(layer, packed, insert_recurrent);
}

}  // namespace athena
