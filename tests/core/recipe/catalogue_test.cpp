// SPDX-License-Identifier: Apache-2.0
#include "athena/catalogue.h"

#include <gmock/gmock.h>

#include <set>

#include "core/recipe/format.h"
#include "core/recipe/value.h"
#include "tests/core/recipe/helpers.h"

namespace athena {
namespace {

TEST(Catalogue, EveryEntryIsWhole) {
  std::set<std::string> names;
  const auto& verbs = recipe::format_verbs();
  for (const auto& method : method_catalogue()) {
    SCOPED_TRACE(method.name);
    EXPECT_TRUE(names.insert(method.step + " " + method.name).second);
    EXPECT_EQ(std::count(verbs.begin(), verbs.end(), method.step), 1);
    EXPECT_THAT(method.summary, testing::MatchesRegex("[A-Z0-9].*\\."));
    EXPECT_FALSE(recipe::is_planned(method.name));
    const auto& kinds = recipe::layer_kinds();
    for (const auto& kind : method.kinds) EXPECT_EQ(std::count(kinds.begin(), kinds.end(), kind), 1) << kind;
    for (const auto& spec : method.parameters) {
      SCOPED_TRACE(spec.name);
      EXPECT_THAT(spec.summary, testing::MatchesRegex("[A-Z].*\\."));
      EXPECT_FALSE(recipe::is_planned(spec.name));
      const auto checked = recipe::check_value(spec, spec.default_value);
      EXPECT_TRUE(checked) << checked.error().message;
    }
  }
}

TEST(Catalogue, EveryMethodMakesAValidRecipe) {
  for (const auto& method : method_catalogue()) {
    SCOPED_TRACE(method.name);
    const Parameters all = complete_parameters(method, {});
    const Step step = recipe::method_key(method.step).empty()
                          ? Step{method.step, all, {}}
                          : Step{method.step, {}, {{"*", {}, method.name, all}}};
    Recipe r{"each", 1, {step}};
    if (!method.after.empty()) r.steps.insert(r.steps.begin(), Step{method.after, {}, {}});
    EXPECT_EQ(must_parse(print_recipe(r)), r);
    auto layers = some_layers();
    layers.push_back(layer("conv", "Conv2d", {8, 4, 3, 3}));
    layers.back().compressible = true;
    EXPECT_TRUE(plan_recipe(r, layers));
  }
}

TEST(Catalogue, PredictionsShrinkALayer) {
  const LayerInfo linear = layer("x", "Linear", {64, 64});
  for (const auto& method : method_catalogue()) {
    if (!method.predicted_bytes) continue;
    const auto bytes = method.predicted_bytes(linear, complete_parameters(method, {}));
    EXPECT_GT(bytes, linear.bias_bytes) << method.name;
    EXPECT_LE(bytes, linear.bytes - (method.name == "sparse-fp32" ? 0 : 1)) << method.name;
  }
}

TEST(Catalogue, SchemesForAKind) {
  EXPECT_THAT(schemes_for("Linear"),
              testing::ElementsAre("fp32", "fp16", "bf16", "int8-weight", "int8-dynamic", "auto",
                                   "int4-weight", "int4-dynamic", "sparse-fp32", "sparse-int8"));
  EXPECT_THAT(schemes_for("Conv2d"), testing::Contains("int8-static"));
  EXPECT_THAT(schemes_for("LayerNorm"), testing::ElementsAre("fp32"));
  EXPECT_EQ(find_method("quantize", "l1"), nullptr);
  EXPECT_TRUE(find_method("train", "train")->needs_labels);
}

TEST(Catalogue, CompletesParameters) {
  const auto* method = find_method("train", "train");
  ASSERT_NE(method, nullptr);
  const Parameters complete = complete_parameters(*method, {{"optimizer.lr", std::int64_t{1}}});
  EXPECT_EQ(complete.size(), method->parameters.size());
  EXPECT_EQ(*recipe::find_value(complete, "optimizer.lr"), Value(1.0));
  EXPECT_EQ(*recipe::find_value(complete, "batch"), Value(std::int64_t{64}));
}

}  // namespace
}  // namespace athena
