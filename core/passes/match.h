// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <string_view>

namespace athena {

inline bool is_op(const torch::jit::Node* node, std::string_view op) {
  return op == node->kind().toQualString();
}

/// The one node that uses a value, once, in the block that makes it; else null.
inline torch::jit::Node* sole_user(const torch::jit::Value* value) {
  if (value->uses().size() != 1) return nullptr;
  torch::jit::Node* user = value->uses()[0].user;
  return user->owningBlock() == value->node()->owningBlock() ? user : nullptr;
}

}  // namespace athena
