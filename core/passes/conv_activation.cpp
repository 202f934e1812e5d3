// SPDX-License-Identifier: Apache-2.0
#include "core/passes/each_pass.h"
#include "core/passes/fuse_activation.h"
#include "core/passes/match.h"

namespace athena {

/// As fuse_linear_activation, where padding is numbers and not a name; a large result is written once, and
/// not again by an op of its own.
PassEffect fuse_conv_activation(const torch::jit::Module& flat) {
  const auto is_conv = [](const torch::jit::Node* node) {
    return is_op(node, "athena::conv") && node->input(3)->type()->kind() == c10::TypeKind::ListType;
  };
  return fuse_activation(flat, is_conv, "athena::conv_activation");
}

}  // namespace athena
