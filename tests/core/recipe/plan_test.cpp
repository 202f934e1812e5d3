// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/core/recipe/helpers.h"

namespace athena {
namespace {

using testing::HasSubstr;

Recipe quantize(const std::string& rules) {
  return must_parse(recipe_text(R"({"do": "quantize", "rules": [)" + rules + "]}"));
}

Plan must_plan(const Recipe& recipe, const std::vector<LayerInfo>& layers = some_layers()) {
  auto plan = plan_recipe(recipe, layers);
  EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
  return plan ? *plan : Plan{};
}

Error plan_error(const Recipe& recipe, bool strict = false) {
  const auto plan = plan_recipe(recipe, some_layers(), strict);
  EXPECT_FALSE(plan);
  return plan ? Error{} : plan.error();
}

std::vector<std::string> schemes(const Plan& plan) {
  std::vector<std::string> names;
  for (const auto& layer : plan.layers) names.push_back(layer.scheme);
  return names;
}

TEST(RecipePlan, LaterRulesWin) {
  const Plan plan = must_plan(quantize(R"({"kinds": ["Linear"], "scheme": "int8-dynamic"},
      {"layers": "encoder.*", "kinds": ["Linear"], "scheme": "int4-weight"}, {"layers": "head", "scheme": "fp32"})"));
  EXPECT_THAT(schemes(plan),
              testing::ElementsAre("int8-dynamic", "int4-weight", "int4-weight", "fp32", "fp32"));
  EXPECT_EQ(plan.layers[1].scheme_parameters,
            (Parameters{{"g", std::int64_t{32}}, {"zp", false}, {"scales", std::string("fp32")}}));
  for (const auto& layer : plan.layers) EXPECT_EQ(layer.reason, "");
  EXPECT_FALSE(plan.needs_data);
}

TEST(RecipePlan, PredictsBytesOfEveryScheme) {
  // [512, 128] with bias: 4 * (512 * 128 + 512).
  const auto bytes = [](const std::string& scheme) {
    return must_plan(quantize(R"({"layers": "encoder.layers.0.linear1", )" + scheme + "}"))
        .layers[1]
        .predicted_bytes;
  };
  EXPECT_EQ(bytes(R"("scheme": "fp32")"), 4 * (512 * 128 + 512));
  EXPECT_EQ(bytes(R"("scheme": "fp16")"), 2 * 512 * 128 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "bf16")"), 2 * 512 * 128 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "int8-weight")"), 512 * 128 + 4 * 512 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "int8-dynamic")"), 512 * 128 + 4 * 512 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "int4-weight")"), 512 * 64 + 4 * 512 * 4 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "int4-dynamic", "g": 128)"), 512 * 64 + 4 * 512 * 1 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "int4-weight", "zp": true)"), 512 * 64 + (4 + 1) * 512 * 4 + 4 * 512);
  EXPECT_EQ(bytes(R"("scheme": "int4-weight", "zp": true, "scales": "fp16")"),
            512 * 64 + (2 + 1) * 512 * 4 + 4 * 512);
}

TEST(RecipePlan, PredictsSparseBytesByThePruningBefore) {
  const auto bytes = [](const std::string& prune, const std::string& scheme) {
    const Recipe r = must_parse(recipe_text(
        R"({"do": "prune", "rules": [{"kinds": ["Linear"], )" + prune +
        R"(}]}, {"do": "quantize", "rules": [{"layers": "encoder.layers.0.linear1", "scheme": ")" + scheme +
        R"("}]})"));
    return must_plan(r).layers[1].predicted_bytes;
  };
  constexpr std::int64_t all = 512 * 128, rest = 4 * 512, scales = 4 * 512;
  const std::string none = R"("criterion": "l1", "amount": 0.0)",
                    half = R"("criterion": "l1", "amount": 0.5)",
                    most = R"("criterion": "l1", "amount": 0.96875)",
                    blocks = R"("criterion": "block", "amount": 0.75)", pattern = R"("criterion": "2:4")";
  EXPECT_EQ(bytes(none, "sparse-fp32"), 4 * all + rest);
  EXPECT_EQ(bytes(half, "sparse-fp32"), 2 * all + all / 8 + rest);
  EXPECT_EQ(bytes(most, "sparse-fp32"), 5 * all / 32 + 2 * 512 + rest);
  EXPECT_EQ(bytes(none, "sparse-int8"), all + scales + rest);
  EXPECT_EQ(bytes(half, "sparse-int8"), all / 2 + all / 8 + scales + rest);
  EXPECT_EQ(bytes(most, "sparse-int8"), 2 * all / 32 + 2 * 512 + scales + rest);
  EXPECT_EQ(bytes(blocks, "sparse-int8"), all / 4 + all / 64 / 8 + scales + rest);
  EXPECT_EQ(bytes(pattern, "sparse-int8"), all / 2 + all / 8 + scales + rest);
  EXPECT_EQ(bytes(pattern, "sparse-fp32"), 2 * all + all / 8 + rest);
  EXPECT_EQ(bytes(blocks, "int8-dynamic"), all + scales + rest);
}

TEST(RecipePlan, PredictsWhatThePatternLeavesOfATail) {
  for (const auto& [k, kept] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {64, 32}, {65, 32}, {66, 33}, {67, 33}, {3, 1}, {1, 0}}) {
    const Plan plan =
        must_plan(must_parse(recipe_text(R"({"do": "prune", "rules": [{"layers": "*", "criterion": "2:4"}]},
                                  {"do": "quantize", "rules": [{"layers": "*", "scheme": "sparse-int8"}]})")),
                  {layer("odd", "Linear", {20, k})});
    const std::int64_t mask = 20 * ((k + 7) / 8), counts = 20 * 2 * ((k + 255) / 256);
    EXPECT_EQ(plan.predicted_bytes, std::min({20 * k, 20 * kept + mask, 2 * 20 * kept + counts}) + 2 * 4 * 20)
        << k;
  }
}

TEST(RecipePlan, PredictsTails) {
  const std::vector<LayerInfo> layers = {layer("odd", "Linear", {3, 33})};
  const Plan plan = must_plan(quantize(R"({"layers": "*", "scheme": "int4-weight", "g": 32})"), layers);
  EXPECT_EQ(plan.predicted_bytes, 3 * 17 + 4 * 3 * 2 + 4 * 3);
  EXPECT_EQ(plan.bytes, 4 * (3 * 33 + 3));
}

TEST(RecipePlan, ASharedStorageIsCountedOnce) {
  std::vector<LayerInfo> layers = {layer("a", "Linear", {8, 8}), layer("b", "Linear", {8, 8})};
  layers[1].tied_to = "a";
  EXPECT_EQ(must_plan(Recipe{}, layers).predicted_bytes, layers[0].bytes);
  const std::int64_t packed = 64 + 32 + 32;
  EXPECT_EQ(must_plan(quantize(R"({"layers": "b", "scheme": "int8-dynamic"})"), layers).predicted_bytes,
            layers[0].bytes + packed);
  const Plan both = must_plan(quantize(R"({"layers": "*", "scheme": "int8-dynamic"})"), layers);
  EXPECT_EQ(both.bytes, layers[0].bytes);
  EXPECT_EQ(both.predicted_bytes, packed + 32);  // the values once, and both biases
  const Plan apart = must_plan(
      quantize(R"({"layers": "a", "scheme": "fp16"}, {"layers": "b", "scheme": "int8-dynamic"})"), layers);
  EXPECT_EQ(apart.predicted_bytes, 128 + 32 + packed);
}

TEST(RecipePlan, SkipsUnderAWildcardWithItsReason) {
  const Plan plan = must_plan(quantize(R"({"layers": "encoder.*", "scheme": "int8-dynamic"})"));
  EXPECT_EQ(plan.layers[3].scheme, "fp32");
  EXPECT_THAT(plan.layers[3].reason, HasSubstr("not LayerNorm"));
  const Error strict = plan_error(quantize(R"({"layers": "encoder.*", "scheme": "int8-dynamic"})"), true);
  EXPECT_EQ(strict.code, ErrorCode::Unmet);
  EXPECT_THAT(strict.message, HasSubstr("Step 1 (quantize), rule 1: Layer \"encoder.layers.0.norm1\""));
}

TEST(RecipePlan, AnExactPathMustBeServed) {
  EXPECT_THAT(plan_error(quantize(R"({"layers": "encoder.layers.0.norm1", "scheme": "fp16"})")).message,
              HasSubstr("rule 1: Layer \"encoder.layers.0.norm1\": fp16 serves layers of kind "));
  const Error missing = plan_error(quantize(R"({"layers": "haed", "scheme": "fp16"})"));
  EXPECT_EQ(missing.code, ErrorCode::NotFound);
  EXPECT_THAT(missing.message, HasSubstr("Did you mean \"head\"?"));
}

TEST(RecipePlan, ARuleThatServesNothingIsAnError) {
  EXPECT_THAT(plan_error(quantize(R"({"layers": "decoder.*", "scheme": "fp16"})")).message,
              HasSubstr("No layer of the model matches \"decoder.*\""));
  EXPECT_THAT(plan_error(quantize(R"({"layers": "*norm*", "scheme": "fp16"})")).message,
              HasSubstr("serves none of the 1 layers"));
  EXPECT_THAT(plan_error(quantize(R"({"layers": "head", "kinds": ["LayerNorm"], "scheme": "fp32"})")).message,
              HasSubstr("No layer that matches \"head\" is of kind LayerNorm"));
  EXPECT_THAT(plan_error(quantize(R"({"kinds": ["LSTM"], "scheme": "fp32"})")).message,
              HasSubstr("no layer of kind LSTM"));
}

TEST(RecipePlan, LayersThatCannotBeCompressedGiveTheirReason) {
  std::vector<LayerInfo> layers = {layer("used", "Linear", {8, 8}), layer("unused", "Linear", {8, 8}),
                                   layer("odd", "Linear", {8, 8})};
  layers[1].sites.clear();
  layers[1].reason = "No method uses it.";
  layers[2].compressible = false;
  layers[2].reason = "Its weight is changed while the model runs.";
  const Plan plan = must_plan(quantize(R"({"kinds": ["Linear"], "scheme": "fp16"})"), layers);
  EXPECT_THAT(schemes(plan), testing::ElementsAre("fp16", "fp32", "fp32"));
  EXPECT_EQ(plan.layers[1].reason, "No method uses it.");
  EXPECT_EQ(plan.layers[2].reason, "Its weight is changed while the model runs.");
}

TEST(RecipePlan, PruningChangesNoBytesAndGoesTogetherWithSchemes) {
  const Recipe r = must_parse(recipe_text(
      R"({"do": "prune", "rules": [{"kinds": ["Linear"], "criterion": "l1", "amount": 0.2},
                                   {"layers": "head", "criterion": "l1", "amount": 0}]},
         {"do": "quantize", "rules": [{"layers": "embed", "scheme": "int8-dynamic"}]},
         {"do": "train", "epochs": 1})"));
  const Plan plan = must_plan(r);
  EXPECT_EQ(plan.layers[0].criterion, "l1");
  EXPECT_EQ(plan.layers[0].scheme, "int8-dynamic");
  EXPECT_EQ(plan.layers[0].prune_parameters, (Parameters{{"amount", 0.2}}));
  EXPECT_EQ(plan.layers[1].predicted_bytes, plan.layers[1].bytes);
  EXPECT_EQ(plan.layers[4].criterion, "");
  EXPECT_TRUE(plan.needs_data);
  EXPECT_TRUE(plan.needs_labels);
  const auto prune_alone = plan_step(r, 0, some_layers());
  ASSERT_TRUE(prune_alone);
  EXPECT_EQ((*prune_alone)[0].scheme, "fp32");
  EXPECT_EQ((*prune_alone)[0].criterion, "l1");
  const auto train_alone = plan_step(r, 2, some_layers());
  ASSERT_TRUE(train_alone);
  EXPECT_EQ((*train_alone)[0].criterion, "");
  EXPECT_FALSE(plan_step(r, 3, some_layers()));
}

TEST(RecipePlan, AnInvalidRecipeIsNotPlanned) {
  const Recipe r{"", 0, {{"quantize", {}, {{"*", {}, "int9", {}}}}}};
  EXPECT_THAT(plan_error(r).message, HasSubstr("Unknown scheme"));
  EXPECT_FALSE(plan_step(r, 0, some_layers()));
}

}  // namespace
}  // namespace athena
