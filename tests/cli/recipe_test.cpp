// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* recipe_text = R"({"athena_recipe": 1, "name": "mine", "seed": 3, "steps": [
  {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"}]}, {"do": "train", "epochs": 2}]})";

class RecipeCommand : public ::testing::Test {
 protected:
  std::string file(const std::string& text) {
    write_all(folder_ / "r.json", text);
    return folder_ / "r.json";
  }
  TemporaryFolder folder_;
};

TEST_F(RecipeCommand, ExplainGivesTheCanonicalRecipeOfShorthand) {
  const auto json = cli_json({"recipe", "explain", "--set", "@Linear=int4-weight:g=64", "--set", "head=fp32",
                              "--prune", "encoder.*=l1:0.25"});
  expect_documented(json, {"recipe explain"});
  const auto expected = nlohmann::json::parse(R"([
    {"do": "prune", "rules": [{"layers": "encoder.*", "criterion": "l1", "amount": 0.25}]},
    {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int4-weight", "g": 64},
                                 {"layers": "head", "scheme": "fp32"}]}])");
  EXPECT_EQ(json.at("recipe").at("steps"), expected);
  EXPECT_EQ(json.at("recipe").at("name"), "encoder.*=l1:0.25, @Linear=int4-weight:g=64, head=fp32");
  // What it prints is a recipe file.
  EXPECT_EQ(cli({"recipe", "check", file(json.at("recipe").dump())}).exit, 0);
}

TEST_F(RecipeCommand, RulesOfTheLineComeBehindThoseOfTheFile) {
  const auto json =
      cli_json({"recipe", "check", file(recipe_text), "--set", "head=fp32", "--prune", "*=l1:0.1"});
  expect_documented(json, {"recipe check"});
  const auto expected = nlohmann::json::parse(R"([
    {"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "amount": 0.1}]},
    {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"},
                                 {"layers": "head", "scheme": "fp32"}]},
    {"do": "train", "epochs": 2}])");
  EXPECT_EQ(json.at("recipe").at("steps"), expected);
  EXPECT_EQ(json.at("recipe").at("name"), "mine");
  EXPECT_EQ(json.at("recipe").at("seed"), 3);
}

TEST_F(RecipeCommand, APassThatIsLeftOutStandsInTheRecipe) {
  const auto json = cli_json({"recipe", "explain", "--set", "@Linear=fp16", "--without-pass", "attention",
                              "--without-pass", "dropout"});
  EXPECT_EQ(json.at("recipe").at("passes"), nlohmann::json::parse(R"({"off": ["attention", "dropout"]})"));
  EXPECT_NE(cli({"recipe", "explain", "--set", "@Linear=fp16", "--without-pass", "atention"}).exit, 0);
}

TEST_F(RecipeCommand, ExplainSaysALineForEachStep) {
  const CliResult result = cli({"recipe", "explain", file(recipe_text)});
  EXPECT_EQ(result.exit, 0);
  EXPECT_THAT(result.output, HasSubstr("1. quantize every Linear layer: int8-dynamic"));
  EXPECT_THAT(result.output, HasSubstr("2. train (epochs 2"));
}

TEST_F(RecipeCommand, CheckAgainstAModelPredictsItsBytes) {
  const auto json = cli_json({"recipe", "check", file(recipe_text), "--model", sample("digits_cnn.pt")});
  expect_documented(json, {"recipe check"});
  const auto& plan = json.at("plan");
  expect_documented(plan, {"Plan"});
  EXPECT_TRUE(plan.at("needs_data").get<bool>()) << "it trains";
  EXPECT_LT(plan.at("predicted_bytes"), plan.at("bytes"));
  for (const auto& layer : plan.at("layers")) expect_documented(layer, {"Layer plan"});
  EXPECT_EQ(cli({"recipe", "check", "--set", "@Linear=fp16", "--set", "nothing=fp16", "--model",
                 sample("digits_cnn.pt")})
                .exit,
            3);
}

TEST_F(RecipeCommand, BadFilesAreBadInput) {
  const auto error = [&](const std::string& path) {
    return cli_json({"recipe", "check", path}, 3).at("error").at("message").get<std::string>();
  };
  EXPECT_THAT(error(folder_ / "missing.json"), HasSubstr("There is no file"));
  EXPECT_THAT(error(folder_.path()), HasSubstr("is a folder"));
  EXPECT_THAT(error(file("")), HasSubstr("r.json'"));
  EXPECT_THAT(error(file("{\"athena_recipe\": 1,")), HasSubstr("line 1"));
  EXPECT_THAT(error(file(R"({"athena_recipe": 99, "steps": []})")), HasSubstr("newer Athena"));
  EXPECT_THAT(error(file(R"({"athena_recipe": 1, "steps": [{"do": "quantise"}]})")),
              HasSubstr("Did you mean \"quantize\"?"));
  EXPECT_THAT(error(sample("digits_cnn.pt")), HasSubstr("can't be read"));
  EXPECT_THAT(error("/dev/zero"), HasSubstr("larger than"));
}

}  // namespace
}  // namespace athena::test
