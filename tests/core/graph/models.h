// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/CPUGeneratorImpl.h>
#include <torch/script.h>

#include <cstdlib>
#include <string>

#include "core/graph/attributes.h"

namespace athena {

inline std::string sample(const std::string& name) {
  return std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/resources/samples/" + name;
}

/// A module with parameters and one or more methods written as TorchScript.
inline torch::jit::Module scripted(const std::vector<std::pair<std::string, at::Tensor>>& parameters,
                                   const std::string& source) {
  torch::jit::Module module("Scripted");
  for (const auto& [name, tensor] : parameters) module.register_parameter(name, tensor, false);
  module.register_attribute("training", c10::BoolType::get(), false);
  module.define(source);
  return module;
}

inline at::Tensor run(const torch::jit::Module& module, const at::Tensor& x, const char* method = "forward") {
  const torch::NoGradGuard no_grad;
  return module.get_method(method)({x}).toTensor();
}

inline at::Tensor seeded(at::IntArrayRef shape, std::uint64_t seed) {
  auto generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  return at::randn(shape, generator, at::kFloat);
}

}  // namespace athena
