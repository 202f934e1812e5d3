// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <string>

namespace athena {

/// How an op uses stored tensors.
struct OpKind {
  std::string kind;  // of the layer: "Linear", "Conv2d", ...; empty: the op multiplies by no stored weight
  int weight = -1;   // input that is the weight; -1: there are several, see recurrent_tensors()
  int bias = -1;     // input that is the bias; -1: none
  int weight_list = -1;  // input that is a list of tensors, one of them the weight
};

OpKind op_kind(const torch::jit::Node* node);

/// The kind's full name where it depends on the weight: a convolution's dimensions and direction.
std::string layer_kind(const OpKind& op, const torch::jit::Node* node, const at::Tensor& weight);

}  // namespace athena
