// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>

namespace athena::test {

/// A module with a 3 x 3 identity `weight`, in evaluation mode.
inline torch::jit::Module scripted(const std::string& body) {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_parameter("weight", at::eye(3), /*is_buffer=*/false);
  module.define(body);
  module.eval();
  return module;
}

}  // namespace athena::test
