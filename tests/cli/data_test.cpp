// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;

void expect_documented_draft(const nlohmann::json& draft, const std::vector<std::string>& also) {
  std::vector<std::string> headings = {"Data draft"};
  headings.insert(headings.end(), also.begin(), also.end());
  expect_documented(draft, headings);
  expect_documented(draft.at("preview"), {"Data preview"});
  for (const auto& source : draft.at("sources")) {
    expect_documented(source, {"Source"});
    for (const auto& column : source.at("columns")) expect_documented(column, {"Column"});
  }
  for (const auto& input : draft.at("inputs")) expect_documented(input, {"Data input"});
}

TEST(Data, ShowSaysWhatAFolderHolds) {
  const auto json = cli_json({"data", "show", sample(""), "--model", sample("digits_cnn.pt")});
  expect_documented_draft(json, {"data show"});
  EXPECT_EQ(json.at("label"), "label");
  EXPECT_EQ(json.at("inputs").at(0).at("column"), "image");
  EXPECT_EQ(json.at("preview").at("classes"), 10);
  EXPECT_GT(json.at("preview").at("splits").at("test"), 1000);
  const CliResult text = cli({"data", "show", sample(""), "--samples", "1"});
  EXPECT_EQ(text.exit, 0);
  EXPECT_THAT(text.output, HasSubstr("image = image [1, 28, 28]"));
}

TEST(Data, NewGuessesABindingThatMeasures) {
  TemporaryFolder folder;
  write_all(folder / "flowers.csv", "width,length,species\n1,2,rose\n3,4,lily\n5,6,rose\n7,8,lily\n");
  const auto made = cli_json({"data", "new", folder / "flowers.csv", "-o", folder / "flowers.data.json"});
  expect_documented_draft(made, {"data new"});
  EXPECT_EQ(made.at("label"), "label");
  EXPECT_EQ(made.at("inputs").at(0).at("column"), "features");
  EXPECT_EQ(made.at("preview").at("classes"), 2);
  const auto file = nlohmann::json::parse(read_all(folder / "flowers.data.json"));
  EXPECT_EQ(file.at("sources").at("all").at("csv").at("file"), "flowers.csv");  // relative to the data file
  const auto shown = cli_json({"data", "show", folder / "flowers.data.json"});
  EXPECT_EQ(shown.at("preview").at("fingerprint"), made.at("preview").at("fingerprint"));
}

TEST(Data, NewTakesWhatIsChosen) {
  TemporaryFolder folder;
  write_all(folder / "t.csv", "a,b,c\n1,2,0.5\n3,4,1.5\n");
  const auto made = cli_json({"data", "new", folder / "t.csv", "-o", folder / "t.data.json", "--input", "x=a",
                              "--label", "c", "--metric", "mae", "--scored", "0.mean"});
  EXPECT_EQ(made.at("label"), "c");
  EXPECT_EQ(made.at("metric"), "mae");
  const auto file = nlohmann::json::parse(read_all(folder / "t.data.json"));
  EXPECT_EQ(file.at("output"), nlohmann::json::parse(R"([0, "mean"])"));
}

TEST(Data, NewTakesAValueWhereNoColumnIsNamedSo) {
  TemporaryFolder folder;
  write_all(folder / "t.csv", "a,b,true\n1,2,0.5\n3,4,1.5\n");
  const std::string output = folder / "t.data.json";
  const auto made = cli_json({"data", "new", folder / "t.csv", "-o", output, "--input", "x=a", "--input",
                              "y=true", "--input", "sr=16000", "--label", "none"});
  EXPECT_EQ(made.at("inputs").at(1).at("column"), "true");  // which the table has
  EXPECT_EQ(made.at("inputs").at(2).at("value"), 16000);
  EXPECT_TRUE(made.at("inputs").at(2).at("column").is_null());
  const auto file = nlohmann::json::parse(read_all(output));
  EXPECT_EQ(file.at("inputs").at(2), nlohmann::json::parse(R"({"value": 16000, "argument": "sr"})"));
  EXPECT_THAT(cli({"data", "show", output}).output, HasSubstr("16000"));
  EXPECT_EQ(cli({"data", "new", folder / "t.csv", "-o", output, "--input", "x=gone"}).exit, 3);
}

TEST(Data, ShapesThatAreTypedGiveRandomInputs) {
  TemporaryFolder folder;
  const std::string output = folder / "shapes.data.json";
  const auto made = cli_json(
      {"data", "new", "--random", "x=float32[1, 28, 28]", "--model", sample("digits_cnn.pt"), "-o", output});
  EXPECT_EQ(made.at("inputs").at(0).at("column"), "x");
  EXPECT_TRUE(made.at("label").is_null());
  const auto measured = cli_json({"benchmark", sample("digits_cnn.pt"), "--data", output, "--batch", "2"});
  EXPECT_THAT(measured.dump(), HasSubstr("(random inputs)"));
  EXPECT_EQ(cli({"data", "new", "-o", output}).exit, 2);
  EXPECT_EQ(cli({"data", "new", sample(""), "--random", "x=float32[2]", "-o", output}).exit, 2);
  const auto wrong = cli_json({"data", "new", "--random", "x=float32[0]", "-o", output}, 3);
  EXPECT_THAT(wrong.at("error").at("message").get<std::string>(), HasSubstr("no number above 0"));
}

TEST(Data, WhatCannotBeReadIsBadInput) {
  TemporaryFolder folder;
  write_all(folder / "t.csv", "a,b\n1,2\n3\n");
  const auto error = [&](const std::vector<std::string>& line) {
    return cli_json(line, 3).at("error").at("message").get<std::string>();
  };
  const std::string output = folder / "t.data.json";
  EXPECT_THAT(error({"data", "new", folder / "t.csv", "-o", output}), HasSubstr("line 3"));
  EXPECT_THAT(error({"data", "new", folder / "gone.npz", "-o", output}), HasSubstr("gone.npz"));
  write_all(folder / "notes.doc", "words");
  EXPECT_THAT(error({"data", "new", folder / "notes.doc", "-o", output}), HasSubstr("of no kind"));
}

}  // namespace
}  // namespace athena::test
