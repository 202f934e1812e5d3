// SPDX-License-Identifier: Apache-2.0
#include "core/passes/each_pass.h"
#include "core/passes/fuse_activation.h"
#include "core/passes/match.h"

namespace athena {

/// The kernels apply ReLU and ReLU6 exactly, GELU and SiLU within the errors that core/kernels/activation.h
/// states.
PassEffect fuse_linear_activation(const torch::jit::Module& flat) {
  const auto is_linear = [](const torch::jit::Node* node) { return is_op(node, "athena::linear"); };
  return fuse_activation(flat, is_linear, "athena::linear_activation");
}

}  // namespace athena
