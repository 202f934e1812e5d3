// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include "tests/core/measure/table_data.h"
#include "tests/core/runtime/examples.h"

namespace athena::test {

/// Three clouds of points in 16 dimensions, split "test".
inline TableData blobs(int64_t samples = 90) {
  const at::Tensor labels = at::arange(samples, at::kLong).remainder(3);
  return TableData(Values(11).normal({samples, 16}) + Values(12).normal({3, 16}).index_select(0, labels),
                   labels);
}

inline torch::jit::Module linear_module(const std::string& name, const at::Tensor& weight, bool bias = true) {
  torch::jit::Module module(name);
  module.register_parameter("weight", weight, false);
  module.register_parameter("bias", bias ? at::zeros({weight.size(0)}) : at::Tensor(), false);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n  return torch.linear(x, self.weight, self.bias)\n");
  return module;
}

/// first [32, 16], relu, second [3, 32], with a buffer between; both layers Linear, in evaluation mode.
inline torch::jit::Module classifier() {
  torch::jit::Module module("Classifier");
  module.register_module("first", linear_module("First", Values(13).normal({32, 16}, 0, 0.2)));
  module.register_module("second", linear_module("Second", Values(14).normal({3, 32}, 0, 0.2)));
  module.register_buffer("shift", at::full({32}, 0.1f));
  module.register_buffer("count", at::zeros({}, at::kLong));
  module.register_attribute("training", c10::BoolType::get(), false);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n"
      "  return self.second.forward(torch.relu(self.first.forward(x) + self.shift))\n");
  return module;
}

}  // namespace athena::test
