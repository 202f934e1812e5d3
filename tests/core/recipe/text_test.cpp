// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "core/recipe/format.h"
#include "tests/core/recipe/helpers.h"

namespace athena {
namespace {

const char* golden = R"({
  "athena_recipe": 1,
  "name": "größer, 2 µm",
  "seed": 7,
  "steps": [
    {"do": "prune", "rules": [{"layers": "encoder.*.linear1", "criterion": "l1", "amount": 0.3}]},
    {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"}, {"layers": "head", "scheme": "fp32"}]},
    {"do": "train", "epochs": 2, "loss": "cross_entropy", "optimizer": {"name": "adamw", "lr": 1e-4}}
  ]
}
)";

const char* golden_long = R"({
  "athena_recipe": 1,
  "name": "",
  "seed": 0,
  "steps": [
    {"do": "quantize", "rules": [
      {"layers": "encoder.*", "kinds": ["Linear"], "scheme": "int4-weight", "g": 64},
      {"layers": "encoder.layers.0.linear1", "scheme": "int8-dynamic"},
      {"layers": "encoder.layers.1.linear1", "scheme": "int8-dynamic"}
    ]}
  ]
}
)";

// The example of the format's description, with steps that this version reads but does not do.
const char* golden_format = R"({
  "athena_recipe": 1,
  "name": "half the channels, int8",
  "seed": 7,
  "steps": [
    {"do": "fold_batchnorm"},
    {"do": "prune", "rules": [{"layers": "encoder.layers.*.linear1", "criterion": "ln", "n": 2, "dim": 0, "amount": 0.5, "remove": true}]},
    {"do": "calibrate", "samples": 256, "observer": "percentile", "percentile": 99.99},
    {"do": "quantize", "rules": [{"kinds": ["Linear", "Conv2d"], "scheme": "int8-static"}, {"layers": "head", "scheme": "fp32"}]},
    {"do": "train", "epochs": 2, "loss": "distill", "optimizer": {"name": "adamw", "lr": 1e-4}}
  ]
}
)";

TEST(RecipeText, CanonicalTextsComeBackByteForByte) {
  EXPECT_EQ(print_recipe(must_parse(golden)), golden);
  EXPECT_EQ(print_recipe(must_parse(golden_long)), golden_long);
}

TEST(RecipeText, TheWholeFormatIsReadAndWritten) {
  const auto read = recipe::read_recipe(golden_format);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(print_recipe(*read), golden_format);
}

TEST(RecipeText, ReadsEveryField) {
  const Recipe r = must_parse(golden);
  EXPECT_EQ(r.name, "größer, 2 µm");
  EXPECT_EQ(r.seed, 7);
  ASSERT_EQ(r.steps.size(), 3u);
  EXPECT_EQ(r.steps[0].rules[0], (Rule{"encoder.*.linear1", {}, "l1", {{"amount", 0.3}}}));
  EXPECT_EQ(r.steps[1].rules[0], (Rule{"", {"Linear"}, "int8-dynamic", {}}));
  EXPECT_EQ(r.steps[2].parameters, (Parameters{{"epochs", std::int64_t{2}},
                                               {"loss", std::string("cross_entropy")},
                                               {"optimizer.name", std::string("adamw")},
                                               {"optimizer.lr", 1e-4}}));
}

TEST(RecipeText, AnotherLayoutBecomesCanonical) {
  const Recipe r = must_parse(
      "{\"steps\":[{\"rules\":[{\"amount\":1,\"criterion\":\"l1\",\"layers\":\"*\"}],\"do\":\"prune\"}],"
      "\"athena_recipe\":1}");
  EXPECT_EQ(print_recipe(r), R"({
  "athena_recipe": 1,
  "name": "",
  "seed": 0,
  "steps": [
    {"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "amount": 1.0}]}
  ]
}
)");
}

TEST(RecipeText, NoStepsIsARecipe) {
  EXPECT_EQ(print_recipe(Recipe{}),
            "{\n  \"athena_recipe\": 1,\n  \"name\": \"\",\n  \"seed\": 0,\n  \"steps\": []\n}\n");
  EXPECT_EQ(must_parse(print_recipe(Recipe{})), Recipe{});
}

TEST(RecipeText, NumbersTakeTheFewestDigits) {
  const auto lr = [](double value) {
    const std::string text = print_recipe(Recipe{"", 0, {{"train", {{"optimizer.lr", value}}, {}}}});
    const auto from = text.find("\"lr\": ") + 6;
    return text.substr(from, text.find('}', from) - from);
  };
  EXPECT_EQ(lr(1e-4), "1e-4");
  EXPECT_EQ(lr(0.1), "0.1");
  EXPECT_EQ(lr(3e-5), "3e-5");
  EXPECT_EQ(lr(1.0), "1.0");
  EXPECT_EQ(lr(0.0), "0.0");
  EXPECT_EQ(lr(1e22), "1e22");
  EXPECT_EQ(lr(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(lr(2.5e-310), "2.5e-310");
}

TEST(RecipeText, ShorthandGivesTheSameRules) {
  EXPECT_EQ(*parse_set_rule("@Linear=int8-dynamic"), (Rule{"", {"Linear"}, "int8-dynamic", {}}));
  EXPECT_EQ(*parse_set_rule("head=fp32"), (Rule{"head", {}, "fp32", {}}));
  EXPECT_EQ(*parse_set_rule("encoder.*@Linear=int4-weight:g=32"),
            (Rule{"encoder.*", {"Linear"}, "int4-weight", {{"g", std::int64_t{32}}}}));
  const Rule all{
      "*", {}, "int4-weight", {{"g", std::int64_t{32}}, {"zp", true}, {"scales", std::string("fp16")}}};
  for (const char* text : {"*=int4-weight:g=32:zp:scales=fp16", "*=int4-weight:32:zp=true:scales=fp16"})
    EXPECT_EQ(*parse_set_rule(text), all);
  EXPECT_EQ(*parse_set_rule("*=int4-weight:zp=false"), (Rule{"*", {}, "int4-weight", {{"zp", false}}}));
  EXPECT_EQ(*parse_set_rule("@Linear,Conv2d=int8-dynamic"),
            (Rule{"", {"Linear", "Conv2d"}, "int8-dynamic", {}}));
  EXPECT_EQ(*parse_prune_rule("*=l1:0.2"), (Rule{"*", {}, "l1", {{"amount", 0.2}}}));
  EXPECT_EQ(*parse_prune_rule("*=2:4"), (Rule{"*", {}, "2:4", {}}));
  EXPECT_EQ(*parse_prune_rule("@Linear=2:4:0.5"), (Rule{"", {"Linear"}, "2:4", {{"amount", 0.5}}}));
  EXPECT_EQ(*parse_prune_rule("*=l1:amount=1"), (Rule{"*", {}, "l1", {{"amount", 1.0}}}));
  EXPECT_EQ(*parse_prune_rule("*=l1"), (Rule{"*", {}, "l1", {}}));
  EXPECT_EQ(*parse_recover_step("gptq"), (Step{"recover", {{"method", std::string("gptq")}}, {}}));
  EXPECT_EQ(*parse_recover_step("gptq:samples=8"),
            (Step{"recover", {{"method", std::string("gptq")}, {"samples", std::int64_t{8}}}, {}}));
  EXPECT_EQ(
      *parse_calibrate_step("percentile:samples=8:percentile=99.9"),
      (Step{"calibrate",
            {{"observer", std::string("percentile")}, {"samples", std::int64_t{8}}, {"percentile", 99.9}},
            {}}));
  EXPECT_EQ(parse_calibrate_step("entropy").error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(parse_recover_step("gqtp").error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(parse_recover_step("gptq:samples=0").error().code, ErrorCode::InvalidArgument);
}

TEST(RecipeText, ExplainsEachStepInALine) {
  EXPECT_THAT(explain_recipe(must_parse(golden)),
              testing::MatchesRegex(
                  "1\\. prune layers that match encoder\\.\\*\\.linear1: l1 \\(amount 0\\.3\\)\\. .*\n"
                  "2\\.1\\. quantize every Linear layer: int8-dynamic\\. .*\n"
                  "2\\.2\\. quantize layer head: fp32\\. .*\n"
                  "3\\. train \\(epochs 2, batch 64, .*optimizer\\.lr 1e-4.*\\)\\. .*\n"));
  EXPECT_EQ(explain_recipe(Recipe{}), "Leaves the model as it is.\n");
}

}  // namespace
}  // namespace athena
