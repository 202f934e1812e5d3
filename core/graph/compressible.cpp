// SPDX-License-Identifier: Apache-2.0
#include "core/graph/compressible.h"

#include <algorithm>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/recurrent_op.h"
#include "core/graph/rewritable.h"

namespace athena {
namespace {

/// What a kind of layer must look like for its sites to be rewritten.
struct Compressible {
  std::set<std::string> ops;  // that its weights may be used by
  std::int64_t weight_dim;
};

const std::map<std::string, Compressible>& kinds() {
  static const std::set<std::string> traced = {"aten::_convolution", "aten::_convolution_mode"};
  const auto conv = [](const char* op, std::int64_t weight_dim) {
    Compressible rule{traced, weight_dim};
    rule.ops.insert(op);
    return rule;
  };
  static const std::map<std::string, Compressible> rules = {
      {"Linear", {{"aten::linear"}, 2}},
      {"Conv1d", conv("aten::conv1d", 3)},
      {"Conv2d", conv("aten::conv2d", 4)},
      {"Conv3d", conv("aten::conv3d", 5)},
      {"ConvTranspose1d", conv("aten::conv_transpose1d", 3)},
      {"ConvTranspose2d", conv("aten::conv_transpose2d", 4)},
      {"Embedding", {{"aten::embedding"}, 2}},
      {"EmbeddingBag", {{"aten::embedding_bag"}, 2}},
      {"LSTM", {{"aten::lstm"}, 2}},
      {"GRU", {{"aten::gru"}, 2}},
      {"RNN", {{"aten::rnn_tanh", "aten::rnn_relu"}, 2}},
      {"LSTMCell", {{"aten::lstm_cell"}, 2}},
      {"GRUCell", {{"aten::gru_cell"}, 2}},
      {"RNNCell", {{"aten::rnn_tanh_cell", "aten::rnn_relu_cell"}, 2}}};
  return rules;
}

/// Why a layer's weight is not used by ops of its kind alone, as it is stored.
std::string odd_use(const FoundLayer& found, const Compressible& rule, const AttributeReaders& readers) {
  for (const SiteUse& use : found.uses) {
    if (use.kind != found.uses.front().kind)
      return "Its weight is shared with an op of kind " + use.kind + ", which reads it as it is.";
    if (!use.weight_through.empty()) return "Its weight passes through " + use.weight_through + " first.";
    if (use.bias == "computed" || use.bias == "view") return "Its bias is computed when the model runs.";
    if (use.bias != found.uses.front().bias) return "Its sites add different biases.";
  }
  for (const std::string& path : found.layer.attributes) {
    const auto reads = readers.find(path);
    if (reads == readers.end() || path == found.layer.bias_path) continue;
    for (const auto& [op, count] : reads->second)
      if (!rule.ops.count(op)) return "Its weight is also read by " + op + ".";
  }
  return "";
}

/// A list of tensors is read by those that read the list.
void count_readers(const torch::jit::Value* value, std::map<std::string, int>& readers) {
  for (const torch::jit::Use& use : value->uses()) {
    if (use.user->kind() == c10::prim::ListConstruct)
      count_readers(use.user->output(), readers);
    else
      ++readers[use.user->kind().toQualString()];
  }
}

/// Why the sites of a recurrent layer have no packed layer in common.
std::string odd_recurrence(const StoredLayer& layer) {
  if (layer.weights.empty()) return "";
  const auto form = recurrent_form(layer.sites.front().node);
  if (!form) return "Its number of layers or directions is computed when the model runs.";
  for (const LayerSite& site : layer.sites)
    if (site.where.op != layer.sites.front().where.op || recurrent_form(site.node) != form)
      return "Its sites run its weights in different ways.";
  const auto sublayers = static_cast<std::size_t>(form->layers * form->directions);
  const std::size_t each = form->biases ? 4 : 2;
  if (layer.weights.size() != sublayers * each && layer.weights.size() != sublayers * (each + 1))
    return "It has " + std::to_string(layer.weights.size()) + " tensors in " + std::to_string(sublayers) +
           " sublayers.";
  for (const at::Tensor& tensor : layer.weights)
    if (!at::isFloatingType(tensor.scalar_type())) return "Its weights are not all floating point.";
  return "";
}

}  // namespace

AttributeReaders attribute_readers(const torch::jit::Module& flat) {
  AttributeReaders readers;
  for (const torch::jit::Method& method : flat.get_methods())
    for_each_node(method.graph()->block(), [&](torch::jit::Node* node) {
      if (node->kind() != c10::prim::GetAttr || node->output()->type()->cast<c10::ClassType>()) return;
      const auto path = attribute_path(node->output());
      if (!path) return;
      count_readers(node->output(), readers[*path]);
    });
  return readers;
}

std::string why_not_compressible(const FoundLayer& found, const AttributeReaders& readers,
                                 const std::set<std::string>& written) {
  const StoredLayer& layer = found.layer;
  const auto rule = kinds().find(layer.info.kind);
  if (layer.info.kind == "Matmul" || layer.info.kind == "Einsum")
    return "Its weights are neither a matrix to the right of the product nor a stack of up to 64, and no "
           "kernel takes others.";
  if (rule == kinds().end())
    return "Layers of kind " + layer.info.kind + " cannot be compressed by this version.";
  for (const std::string& path : layer.attributes)
    if (written.count(path)) return "The model writes its weights while it runs.";
  if (layer.weight.dim() != rule->second.weight_dim)
    return "Its weight has " + std::to_string(layer.weight.dim()) + " dimensions instead of " +
           std::to_string(rule->second.weight_dim) + ".";
  if (!at::isFloatingType(layer.weight.scalar_type())) return "Its weight is not floating point.";
  for (const LayerSite& site : layer.sites)
    if (std::string reason = why_not_rewritable(site.node); !reason.empty()) return reason;
  if (std::string reason = odd_recurrence(layer); !reason.empty()) return reason;
  return odd_use(found, rule->second, readers);
}

}  // namespace athena
