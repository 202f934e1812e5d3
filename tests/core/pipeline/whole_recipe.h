// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>
#include <torch/script.h>

#include <sstream>
#include <string>

#include "athena/recipe.h"
#include "core/pipeline/run_recipe.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {

inline LoadedModel load(const std::string& path) {
  auto model = load_model(path);
  EXPECT_TRUE(model) << model.error().message;
  return std::move(*model);
}

inline LoadedModel saved_and_loaded(const torch::jit::Module& module) {
  const TemporaryFolder folder;
  module.save(folder / "model.pt");
  return load(folder / "model.pt");
}

/// A recipe that gives every layer one scheme, written as --set has it.
inline Recipe everything(const std::string& scheme) {
  const auto rule = parse_set_rule("*=" + scheme);
  EXPECT_TRUE(rule) << rule.error().message;
  Recipe recipe;
  recipe.steps = {{"quantize", {}, {*rule}}};
  return recipe;
}

/// Also checks that the prediction was right.
inline Result<PipelineResult> quantized(const LoadedModel& model, const std::string& scheme) {
  auto made = run_recipe(model, everything(scheme), nullptr, {}, {});
  const auto plan = plan_recipe(everything(scheme), model.info.layers);
  if (!made || !plan) return made;
  for (std::size_t i = 0; i < made->layers.size(); ++i)
    EXPECT_EQ(made->layers[i].bytes_after, plan->layers[i].predicted_bytes) << made->layers[i].path;
  return made;
}

inline const LayerReport& report(const PipelineResult& made, const std::string& path) {
  for (const LayerReport& layer : made.layers)
    if (layer.path == path) return layer;
  ADD_FAILURE() << "no layer " << path;
  static const LayerReport none;
  return none;
}

inline torch::jit::Module reloaded(const torch::jit::Module& module) {
  std::stringstream stream;
  module.save(stream);
  return torch::jit::load(stream);
}

inline double cosine(const at::Tensor& a, const at::Tensor& b) {
  return at::cosine_similarity(a.flatten(), b.flatten(), 0).item<double>();
}

}  // namespace athena::test
