// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/core/recipe/helpers.h"

namespace athena {
namespace {

std::vector<std::string> verbs(const Recipe& recipe) {
  std::vector<std::string> out;
  for (const auto& step : recipe.steps) out.push_back(step.verb);
  return out;
}

std::string scheme_of(const Recipe& recipe, const std::string& path) {
  const auto plan = plan_recipe(recipe, some_layers());
  EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
  if (plan)
    for (const auto& layer : plan->layers)
      if (layer.path == path) return layer.scheme;
  return "?";
}

TEST(RecipeEdit, MakesTheStepWhereItBelongs) {
  const Recipe pruned = with_pruning({}, {"head"}, "l1", {{"amount", 0.5}});
  const Recipe both = with_scheme(pruned, {"head"}, "int8-dynamic");
  EXPECT_THAT(verbs(both), testing::ElementsAre("prune", "quantize"));
  EXPECT_EQ(with_pruning(with_scheme({}, {"head"}, "int8-dynamic"), {"head"}, "l1", {{"amount", 0.5}}), both);
  const Recipe train = must_parse(recipe_text(R"({"do": "train"})"));
  EXPECT_THAT(verbs(with_scheme(train, {"head"}, "fp16")), testing::ElementsAre("quantize", "train"));
  EXPECT_THAT(verbs(with_pruning(with_scheme(train, {"head"}, "fp16"), {"head"}, "l1", {{"amount", 0.5}})),
              testing::ElementsAre("prune", "quantize", "train"));
  EXPECT_TRUE(check_recipe(both));
}

TEST(RecipeEdit, GoingBackLeavesNothingBehind) {
  const Recipe there = with_scheme({}, {"head", "embed"}, "int4-weight", {{"g", std::int64_t{64}}});
  EXPECT_EQ(there.steps[0].rules.size(), 2u);
  EXPECT_EQ(with_scheme(there, {"head", "embed"}, "fp32"), Recipe{});
  const Recipe pruned = with_pruning({}, {"head"}, "l1", {{"amount", 0.5}});
  EXPECT_EQ(with_pruning(pruned, {"head"}, "l1", {{"amount", 0.0}}), Recipe{});
  EXPECT_EQ(with_scheme({}, {"head"}, "fp32"), Recipe{});
  EXPECT_EQ(with_scheme({}, {}, "fp16"), Recipe{});
}

TEST(RecipeEdit, EditsInPlaceUnlessALaterRuleOverrides) {
  Recipe r = with_scheme({}, {"embed", "head"}, "fp16");
  r = with_scheme(r, {"embed"}, "bf16");
  ASSERT_EQ(r.steps[0].rules.size(), 2u);
  EXPECT_EQ(r.steps[0].rules[0].method, "bf16");
  r.steps[0].rules.push_back({"", {"Linear"}, "int8-dynamic", {}});
  r = with_scheme(r, {"embed"}, "fp16");
  EXPECT_EQ(r.steps[0].rules.size(), 3u);
  EXPECT_EQ(scheme_of(r, "embed"), "fp16");
  EXPECT_EQ(scheme_of(r, "head"), "int8-dynamic");
}

TEST(RecipeEdit, TakesALayerOutOfAWildcard) {
  const Recipe all =
      must_parse(recipe_text(R"({"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "fp16"}]})"));
  const Recipe without = with_scheme(all, {"head"}, "fp32");
  EXPECT_EQ(scheme_of(without, "head"), "fp32");
  EXPECT_EQ(scheme_of(without, "embed"), "fp16");
  EXPECT_EQ(scheme_of(with_scheme(without, {"head"}, "bf16"), "head"), "bf16");
}

TEST(RecipeEdit, AnAddedRuleHasTheLastWordInTheLastStepOfItsVerb) {
  const Rule int8{"", {"Linear"}, "int8-dynamic", {}}, fp32{"head", {}, "fp32", {}};
  const Recipe one = with_rule(with_rule({}, "quantize", int8), "quantize", fp32);
  EXPECT_THAT(verbs(one), testing::ElementsAre("quantize"));
  EXPECT_EQ(scheme_of(one, "embed"), "int8-dynamic");
  EXPECT_EQ(scheme_of(one, "head"), "fp32");
  const Recipe both =
      with_rule(with_rule(one, "prune", Rule{"head", {}, "l1", {{"amount", 0.5}}}), "quantize", int8);
  EXPECT_THAT(verbs(both), testing::ElementsAre("prune", "quantize"));
  EXPECT_EQ(both.steps[1].rules.size(), 3u);
  EXPECT_EQ(scheme_of(both, "head"), "int8-dynamic");
}

TEST(RecipeEdit, ASchemeBringsTheStepThatItNeeds) {
  const Recipe once = with_scheme(with_step({}, Step{"train", {}, {}}), {"conv1"}, "int8-static");
  EXPECT_THAT(verbs(once), testing::ElementsAre("calibrate", "quantize", "train"));
  EXPECT_TRUE(check_recipe(once));
  EXPECT_THAT(verbs(with_scheme(once, {"conv2"}, "int8-static")),
              testing::ElementsAre("calibrate", "quantize", "train"));
  const Recipe later = with_scheme(with_scheme({}, {"fc"}, "fp16"), {"conv1"}, "int8-static");
  EXPECT_THAT(verbs(later), testing::ElementsAre("calibrate", "quantize"));
}

TEST(RecipeEdit, AStepWithoutRulesGoesWhereItTakesEffect) {
  const Rule int8{"", {"Linear"}, "int8-dynamic", {}};
  const Step few{"recover", {{"samples", std::int64_t{8}}}, {}},
      many{"recover", {{"samples", std::int64_t{64}}}, {}};
  const Recipe trained = with_step(with_rule({}, "quantize", int8), Step{"train", {}, {}});
  const Recipe recovered = with_step(with_step(trained, few), many);
  EXPECT_THAT(verbs(recovered), testing::ElementsAre("quantize", "recover", "train"));
  EXPECT_EQ(recovered.steps[1], many);
  EXPECT_THAT(verbs(with_rule(with_step({}, Step{"calibrate", {}, {}}), "quantize", int8)),
              testing::ElementsAre("calibrate", "quantize"));
  EXPECT_THAT(verbs(with_rule(with_step({}, few), "quantize", int8)),
              testing::ElementsAre("quantize", "recover"));
}

}  // namespace
}  // namespace athena
