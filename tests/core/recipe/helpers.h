// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "athena/recipe.h"

namespace athena {

/// A recipe of steps written as JSON.
inline std::string recipe_text(const std::string& steps) {
  return R"({"athena_recipe": 1, "name": "t", "seed": 0, "steps": [)" + steps + "]}";
}

inline Recipe must_parse(const std::string& text) {
  auto recipe = parse_recipe(text);
  EXPECT_TRUE(recipe) << (recipe ? "" : recipe.error().message) << "\nin " << text;
  return recipe ? *recipe : Recipe{};
}

inline Error error_of(const std::string& text) {
  const auto recipe = parse_recipe(text);
  EXPECT_FALSE(recipe) << "accepted: " << text;
  return recipe ? Error{} : recipe.error();
}

inline LayerInfo layer(const std::string& path, const std::string& kind, std::vector<std::int64_t> shape) {
  LayerInfo info;
  info.path = path;
  info.kind = kind;
  info.weight_shape = shape;
  info.dtype = "fp32";
  info.parameters = shape[0];  // the bias
  std::int64_t elements = 1;
  for (const auto size : shape) elements *= size;
  info.parameters += elements;
  info.bytes = 4 * info.parameters;
  info.bias_bytes = 4 * shape[0];
  info.sites = {{"forward", "", "aten::op"}};
  info.compressible = kind == "Linear";
  if (!info.compressible) info.reason = kind + " is not compressed yet.";
  return info;
}

/// A small transformer's layers.
inline std::vector<LayerInfo> some_layers() {
  return {layer("embed", "Linear", {128, 50}), layer("encoder.layers.0.linear1", "Linear", {512, 128}),
          layer("encoder.layers.0.linear2", "Linear", {128, 512}),
          layer("encoder.layers.0.norm1", "LayerNorm", {128}), layer("head", "Linear", {10, 128})};
}

}  // namespace athena
