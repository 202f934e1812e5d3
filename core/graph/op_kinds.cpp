// SPDX-License-Identifier: Apache-2.0
#include "core/graph/op_kinds.h"

#include <torch/csrc/jit/ir/constants.h>

#include <map>

namespace athena {
namespace {

/// Positions follow the schemas in ATen/native/native_functions.yaml.
const std::map<std::string, OpKind>& table() {
  static const std::map<std::string, OpKind> kinds = {
      {"aten::linear", {"Linear", 1, 2}},
      {"aten::conv1d", {"Conv1d", 1, 2}},
      {"aten::conv2d", {"Conv2d", 1, 2}},
      {"aten::conv3d", {"Conv3d", 1, 2}},
      {"aten::conv_transpose1d", {"ConvTranspose1d", 1, 2}},
      {"aten::conv_transpose2d", {"ConvTranspose2d", 1, 2}},
      {"aten::conv_transpose3d", {"ConvTranspose3d", 1, 2}},
      {"aten::_convolution", {"Convolution", 1, 2}},
      {"aten::_convolution_mode", {"Convolution", 1, 2}},
      {"aten::batch_norm", {"BatchNorm", 1, 2}},
      {"aten::instance_norm", {"InstanceNorm", 1, 2}},
      {"aten::layer_norm", {"LayerNorm", 2, 3}},
      {"aten::group_norm", {"GroupNorm", 2, 3}},
      {"aten::embedding", {"Embedding", 0, -1}},
      {"aten::embedding_bag", {"EmbeddingBag", 0, -1}},
      {"aten::bilinear", {"Bilinear", 2, 3}},
      {"aten::prelu", {"PReLU", 1, -1}},
      {"aten::addmm", {"Matmul", 2, 0}},
      {"aten::matmul", {"Matmul", 1, -1}},
      {"aten::mm", {"Matmul", 1, -1}},
      {"aten::bmm", {"Matmul", 1, -1}},
      {"aten::einsum", {"Einsum", -1, -1, 1}},
      {"aten::lstm", {"LSTM"}},
      {"aten::gru", {"GRU"}},
      {"aten::rnn_tanh", {"RNN"}},
      {"aten::rnn_relu", {"RNN"}},
      {"aten::lstm_cell", {"LSTMCell"}},
      {"aten::gru_cell", {"GRUCell"}},
      {"aten::rnn_tanh_cell", {"RNNCell"}},
      {"aten::rnn_relu_cell", {"RNNCell"}},
  };
  return kinds;
}

}  // namespace

OpKind op_kind(const torch::jit::Node* node) {
  const std::string op = node->kind().toQualString();
  if (const auto found = table().find(op); found != table().end()) return found->second;
  return {};
}

std::string layer_kind(const OpKind& op, const torch::jit::Node* node, const at::Tensor& weight) {
  if (op.kind != "Convolution") return op.kind;
  const bool transposed = node->hasNamedInput("transposed") &&
                          torch::jit::constant_as<bool>(node->namedInput("transposed")).value_or(false);
  return (transposed ? "ConvTranspose" : "Conv") + std::to_string(weight.dim() - 2) + "d";
}

}  // namespace athena
