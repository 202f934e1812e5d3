// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/core/recipe/helpers.h"

namespace athena {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

struct Case {
  const char* steps;
  ErrorCode code;
  std::vector<const char*> says;
};

class BadSteps : public testing::TestWithParam<Case> {};

TEST_P(BadSteps, AreRefusedWithTheirPlaceAndTheChoices) {
  const Error error = error_of(recipe_text(GetParam().steps));
  EXPECT_EQ(error.code, GetParam().code) << error.message;
  for (const char* part : GetParam().says) EXPECT_THAT(error.message, HasSubstr(part));
}

constexpr auto invalid = ErrorCode::InvalidArgument;
constexpr auto planned = ErrorCode::NotSupported;

INSTANTIATE_TEST_SUITE_P(
    Recipe, BadSteps,
    testing::Values(
        Case{R"({"do": "quantise"})", invalid, {"Step 1: ", "Did you mean \"quantize\"?"}},
        Case{R"({"do": 3})", invalid, {"Step 1: ", "\"do\""}},
        Case{R"("prune")", invalid, {"Step 1: ", "must be an object"}},
        Case{R"({"do": "train"}, {"do": "fold_batchnorm"})",
             planned,
             {"Step 2: ", "\"fold_batchnorm\" is not supported by this version",
              "prune, calibrate, quantize, recover and train"}},
        Case{R"({"do": "calibrate", "observer": "entropy"})",
             invalid,
             {"Step 1 (calibrate): ", "minmax, percentile and mse"}},
        Case{R"({"do": "calibrate", "percentile": 40})", invalid, {"from 50 to 100, not 40"}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "fp16"}]}, {"do": "calibrate"})",
             invalid,
             {"Step 2 (calibrate): ", "must come before step 1 (quantize)"}},
        Case{
            R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "fp32"}, {"kinds": ["Linear"], "scheme": "int8-dynamc"}]})",
            invalid,
            {"Step 1 (quantize), rule 2: ", "Unknown scheme \"int8-dynamc\"",
             "Did you mean \"int8-dynamic\"?", "int4-weight"}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-static"}]})",
             invalid,
             {"Step 1 (quantize), rule 1: ", "\"int8-static\" needs a step \"calibrate\" before this one"}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int4-weight", "zp": 1}]})",
             invalid,
             {"\"zp\" must be true or false, not 1"}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int4-weight", "scales": "bf16"}]})",
             invalid,
             {"Unknown scales \"bf16\"", "fp32 and fp16"}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-weight", "zp": true}]})",
             invalid,
             {"Unknown parameter of int8-weight \"zp\""}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int4-weight", "g": 48}]})",
             invalid,
             {"\"g\" must be one of 32, 64 and 128, not 48"}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-dynamic", "g": 32}]})",
             invalid,
             {"Unknown parameter of int8-dynamic \"g\""}},
        Case{R"({"do": "quantize", "rules": [{"scheme": "int8-dynamic"}]})",
             invalid,
             {"\"layers\" or \"kinds\""}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*"}]})",
             invalid,
             {"needs a \"scheme\"", "int8-dynamic"}},
        Case{R"({"do": "quantize", "rules": [{"kinds": ["Linera"], "scheme": "fp16"}]})",
             invalid,
             {"Unknown layer kind \"Linera\"", "Did you mean \"Linear\"?"}},
        Case{R"({"do": "quantize", "rules": [{"kinds": ["LayerNorm"], "scheme": "fp16"}]})",
             invalid,
             {"\"fp16\" serves layers of kind ", ", not LayerNorm"}},
        Case{R"({"do": "quantize", "rules": [{"kinds": [], "scheme": "fp16"}]})",
             invalid,
             {"\"kinds\" must be"}},
        Case{R"({"do": "quantize", "rules": [{"kinds": "Linear", "scheme": "fp16"}]})",
             invalid,
             {"\"kinds\" must be a list"}},
        Case{R"({"do": "quantize"})", invalid, {"at least one rule"}},
        Case{R"({"do": "quantize", "rules": {}})", invalid, {"\"rules\" must be a list"}},
        Case{R"({"do": "quantize", "samples": 3, "rules": [{"layers": "*", "scheme": "fp16"}]})",
             invalid,
             {"Step 1 (quantize): Unknown key \"samples\""}},
        Case{R"({"do": "prune", "rules": [{"layers": "*", "criterion": "ln", "n": 2}]})",
             planned,
             {"Step 1 (prune), rule 1: ", "\"ln\" is not supported by this version", "l1"}},
        Case{R"({"do": "prune", "rules": [{"layers": "*", "criterion": "2:4", "amount": 0.3}]})",
             invalid,
             {"\"amount\" must be 0.5, not 0.3"}},
        Case{R"({"do": "prune", "rules": [{"layers": "*", "criterion": "1:4"}]})",
             invalid,
             {"Unknown criterion \"1:4\"", "Did you mean \"2:4\"?"}},
        Case{R"({"do": "prune", "rules": [{"kinds": ["Conv2d"], "criterion": "2:4"}]})",
             invalid,
             {"\"2:4\" serves layers of kind Linear, not Conv2d"}},
        Case{R"({"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "remove": true}]})",
             planned,
             {"\"remove\" is not supported by this version"}},
        Case{R"({"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "amount": 1.5}]})",
             invalid,
             {"\"amount\" must be a number from 0 to 1, not 1.5"}},
        Case{R"({"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "amount": "half"}]})",
             invalid,
             {"\"amount\" must be a number from 0 to 1, not \"half\""}},
        Case{R"({"do": "train", "loss": "distill"})",
             planned,
             {"Step 1 (train): ", "\"distill\" is not supported by this version", "cross_entropy"}},
        Case{R"({"do": "train", "loss": "cross-entropy"})", invalid, {"Did you mean \"cross_entropy\"?"}},
        Case{R"({"do": "train", "optimizer": {"name": "sgd"}})", invalid, {"\"sgd\"", "adamw"}},
        Case{R"({"do": "train", "optimizer": {"learning_rate": 0.1}})", invalid, {"optimizer.learning_rate"}},
        Case{R"({"do": "train", "epochs": 0})", invalid, {"\"epochs\" must be a whole number from 1 to"}},
        Case{R"({"do": "train", "epochs": 1.5})", invalid, {"\"epochs\" must be a whole number"}},
        Case{R"({"do": "train", "epoch": 1})", invalid, {"Did you mean \"epochs\"?"}},
        Case{R"({"do": "train", "epochs": [1]})", invalid, {"\"epochs\" must be a number, a text"}},
        Case{R"({"do": "train", "optimizer": {"lr": 1e-3}, "optimizer.lr": 1})", invalid, {"given twice"}},
        Case{R"({"do": "train", "optimizer": {}})", invalid, {"\"optimizer\" is empty"}},
        Case{R"({"do": "train", "rules": []})", invalid, {"takes no \"rules\""}},
        Case{R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "fp16"}]},
               {"do": "prune", "rules": [{"layers": "*", "criterion": "l1"}]})",
             invalid,
             {"Step 2 (prune): ", "must come before step 1 (quantize)"}}));

TEST(RecipeErrors, TopLevel) {
  EXPECT_THAT(error_of("{}").message, HasSubstr("no \"athena_recipe\": 1"));
  EXPECT_THAT(error_of("[]").message, HasSubstr("no Athena recipe"));
  EXPECT_EQ(error_of(R"({"athena_recipe": 2})").code, ErrorCode::NotSupported);
  EXPECT_THAT(error_of(R"({"athena_recipe": 2})").message,
              AllOf(HasSubstr("format 2"), HasSubstr("newer Athena")));
  EXPECT_EQ(error_of(R"({"athena_recipe": 0})").code, invalid);
  EXPECT_EQ(error_of(R"({"athena_recipe": "1"})").code, invalid);
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "stebs": []})").message, HasSubstr("Did you mean \"steps\"?"));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "name": 3})").message, HasSubstr("\"name\" must be a text"));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "seed": -1})").message, HasSubstr("\"seed\""));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "passes": ["dropout"]})").message, HasSubstr("\"off\""));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "passes": {"off": []}})").message, HasSubstr("\"off\""));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "passes": {"off": ["dropuot"]}})").message,
              HasSubstr("\"dropout\""));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "seed": 1.0})").message, HasSubstr("\"seed\""));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "steps": {}})").message,
              HasSubstr("\"steps\" must be a list"));
}

TEST(RecipeErrors, HostileText) {
  EXPECT_THAT(error_of("").message, HasSubstr("line 1"));
  EXPECT_THAT(error_of("{\n\n \"a\" 3}").message,
              AllOf(StartsWith("The recipe's JSON"), HasSubstr("line 3")));
  EXPECT_THAT(error_of("{\"a\": 1} x").message, HasSubstr("line 1"));
  EXPECT_THAT(error_of(std::string(1000000, '[')).message, HasSubstr("nested deeper than 16 levels"));
  EXPECT_THAT(error_of(std::string(std::size_t{5} << 20, ' ')).message, HasSubstr("larger than 4 MiB"));
  EXPECT_THAT(error_of("{\"seed\": 1,\n\"seed\": 2}").message,
              AllOf(HasSubstr("line 2"), HasSubstr("\"seed\" is there twice")));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "seed": 18446744073709551615})").message,
              HasSubstr("too large"));
  EXPECT_THAT(error_of(R"({"athena_recipe": 1, "seed": 99999999999999999999999})").message,
              HasSubstr("too large"));
  EXPECT_EQ(error_of(R"({"athena_recipe": 1, "seed": 1e999})").code, invalid);
  EXPECT_EQ(error_of("{\"name\": \"\xff\"}").code, invalid);
  EXPECT_THAT(error_of(recipe_text("{\"do\": \"" + std::string(100000, 'x') + "\"}")).message.size(),
              testing::Lt(400u));
  std::string keys = R"({"athena_recipe": 1)";
  for (int i = 0; i < 70; ++i) keys += ", \"k" + std::to_string(i) + "\": 1";
  EXPECT_THAT(error_of(keys + "}").message, HasSubstr("more than 64 keys"));
}

TEST(RecipeErrors, EveryTruncationIsRefused) {
  const std::string text = recipe_text(R"({"do": "train", "epochs": 2, "optimizer": {"lr": 1e-4}})");
  for (std::size_t length = 0; length < text.size(); ++length)
    EXPECT_FALSE(parse_recipe(text.substr(0, length))) << length;
}

TEST(RecipeErrors, ShorthandNamesTheRule) {
  const auto set_error = [](const char* text) { return parse_set_rule(text).error(); };
  EXPECT_THAT(set_error("head").message, AllOf(StartsWith("Rule \"head\": "), HasSubstr("GLOB=SCHEME")));
  EXPECT_THAT(set_error("head=int8").message, HasSubstr("Did you mean \"int8-weight\" or \"int8-dynamic\" or "
                                                        "\"int8-static\"?"));
  EXPECT_THAT(set_error("=fp16").message, HasSubstr("\"layers\" or \"kinds\""));
  EXPECT_THAT(set_error("*=int4-weight:g=abc").message, HasSubstr("\"g\" must be one of 32, 64 and 128"));
  EXPECT_THAT(set_error("*=int4-weight:h=32").message, HasSubstr("Unknown parameter"));
  EXPECT_THAT(set_error("@Linaer=fp16").message, HasSubstr("Did you mean \"Linear\"?"));
  const auto prune_error = [](const char* text) { return parse_prune_rule(text).error(); };
  EXPECT_THAT(prune_error("*=2:4:0.3").message, HasSubstr("\"amount\" must be 0.5, not 0.3"));
  EXPECT_THAT(prune_error("*=2:4:half").message, HasSubstr("Unknown parameter of 2:4 \"half\""));
  EXPECT_THAT(prune_error("*=2").message, HasSubstr("Unknown criterion \"2\""));
  EXPECT_THAT(set_error("*=2:4").message, HasSubstr("Unknown scheme \"2:4\""));
  EXPECT_EQ(prune_error("*=ln:0.5:n=2:dim=0:remove").code, planned);
  EXPECT_EQ(prune_error("*=l1:0.5:remove").code, planned);
  EXPECT_THAT(prune_error("*=l1:2").message, HasSubstr("from 0 to 1, not 2"));
  EXPECT_THAT(prune_error("*=l1:0.2:amount=0.3").message, HasSubstr("given twice"));
}

}  // namespace
}  // namespace athena
