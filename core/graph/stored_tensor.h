// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <optional>
#include <string>

namespace athena {

/// A tensor that the module stores, as a value of a graph reaches it.
struct StoredTensor {
  const torch::jit::Value* source = nullptr;  // the prim::GetAttr's or prim::Constant's output
  std::string path;                           // full path of the attribute; empty: a constant of the graph
  at::Tensor tensor;
  std::string through;  // the first op between source and use ("aten::slice"); empty: used as it is stored
};

/// Follows views, slices and copies back to where a value is stored. nullopt: the value is computed.
std::optional<StoredTensor> stored_tensor(const torch::jit::Value* value, const torch::jit::Module& flat);

}  // namespace athena
