// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <string>

namespace athena {

/// The name that the runtime's ops have for a node's function of its first input; empty: none.
std::string activation_of(const torch::jit::Node* node);

}  // namespace athena
