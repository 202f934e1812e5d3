// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

namespace athena {

/// A tensor that a module holds as an attribute.
struct ModuleTensor {
  std::string path;  // "encoder.layers.0.linear1.weight"
  at::Tensor tensor;
  bool parameter = false;  // else a buffer, or state
  bool again = false;      // its owner stands at an earlier path too
};

/// All defined tensors of a module and of those below it, in the order in which they are stored: what
/// state_dict() lists, and the buffers that it leaves out.
std::vector<ModuleTensor> module_tensors(const torch::jit::Module& root);

}  // namespace athena
