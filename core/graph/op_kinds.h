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
};

/// `weight_dim` tells convolutions of one, two and three dimensions apart.
OpKind op_kind(const torch::jit::Node* node);

}  // namespace athena
