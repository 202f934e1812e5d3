// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <string>
#include <utility>
#include <vector>

namespace athena {

/// The inputs of a layer's op that are tensors, those of a list one by one, each with the name that torch.nn
/// gives such a parameter: "weight", "running_mean", "weight_ih_l0_reverse".
std::vector<std::pair<torch::jit::Value*, std::string>> tensor_roles(torch::jit::Node* node);

}  // namespace athena
