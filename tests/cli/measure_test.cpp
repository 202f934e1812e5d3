// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"
#include "tests/cli/scripted.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;

const std::string cnn = "digits_cnn.pt";

TEST(Evaluate, MeasuresAccuracyOnTheSamplesAskedFor) {
  const auto json = cli_json({"evaluate", sample(cnn), "--data", sample(""), "--samples", "100"});
  expect_documented_measurement(json, {"Measurement"});
  EXPECT_EQ(json.at("samples"), 100);
  EXPECT_GT(json.at("accuracy"), 0.9);
  EXPECT_TRUE(json.at("latency").is_null());
  EXPECT_EQ(json.at("data").at("split"), "test");
  EXPECT_THAT(json.at("command").get<std::string>(), HasSubstr("--samples 100"));
}

TEST(Evaluate, AgainstAnOriginalMeasuresAgreementAndSaysHowToRepeatThat) {
  const std::vector<std::string> line = {"evaluate", sample(cnn), "--against", sample("digits_early_exit.pt"),
                                         "--data",   sample(""),  "--samples", "100"};
  const auto json = cli_json(line);
  expect_documented_measurement(json, {"Measurement"});
  EXPECT_GT(json.at("agreement").at("top1"), 0.9);
  EXPECT_GT(json.at("baseline").at("accuracy"), 0.9);
  const std::string command = json.at("command");
  for (std::size_t i = 0; i + 1 < line.size(); i += 2)
    EXPECT_THAT(command, HasSubstr(line[i] + " " + line[i + 1]));
}

TEST(Evaluate, SaysWhatOfACompressedFileRanInIntegers) {
  TemporaryFolder folder;
  const std::string made = folder / "o.pt";
  const auto variant = cli_json({"compress", sample(cnn), "--set", "@Linear=int8-dynamic", "--data",
                                 sample(""), "--samples", "100", "-o", made});
  const auto json = cli_json({"evaluate", made, "--data", sample(""), "--samples", "100"});
  expect_documented_measurement(json, {"Measurement"});
  EXPECT_EQ(json.at("coverage"), variant.at("coverage"));
  EXPECT_GT(json.at("coverage").at("share"), 0);
  EXPECT_LT(json.at("coverage").at("share"), 1);  // the convolutions are fp32, as they are stored
  EXPECT_TRUE(
      cli_json({"evaluate", sample(cnn), "--data", sample(""), "--samples", "100"}).at("coverage").is_null());
}

TEST(Evaluate, TakesAnImagesFileToo) {
  const auto json =
      cli_json({"evaluate", sample(cnn), "--data", sample("t10k-images-idx3-ubyte.gz"), "--samples", "100"});
  EXPECT_GT(json.at("accuracy"), 0.9);
}

TEST(Benchmark, WorksWithoutData) {
  const auto json = cli_json({"benchmark", sample(cnn), "--batch", "4"});
  expect_documented_measurement(json, {"Measurement"});
  EXPECT_TRUE(json.at("accuracy").is_null());
  EXPECT_GT(json.at("latency_ms"), 0);
  EXPECT_EQ(json.at("latency").at("batch"), 4);
  EXPECT_GT(json.at("baseline").at("optimized").at("median_ms"), 0);
}

TEST(Evaluate, BadDataIsBadInput) {
  TemporaryFolder folder;
  const auto error = [&](const std::string& data) {
    return cli_json({"evaluate", sample(cnn), "--data", data}, 3)
        .at("error")
        .at("message")
        .get<std::string>();
  };
  EXPECT_THAT(error(folder / "missing"), HasSubstr(folder / "missing"));
  EXPECT_THAT(error(folder.path()), HasSubstr(folder.path()));
  const std::string images = read_all(sample("t10k-images-idx3-ubyte.gz"));
  write_all(folder / "t10k-images-idx3-ubyte.gz", images.substr(0, images.size() / 2));
  std::filesystem::copy(sample("t10k-labels-idx1-ubyte.gz"), folder / "t10k-labels-idx1-ubyte.gz");
  EXPECT_THAT(error(folder.path()), HasSubstr("t10k-images"));
  EXPECT_EQ(cli({"evaluate", sample(cnn)}).exit, 2) << "no --data";
  EXPECT_EQ(cli({"evaluate", sample(cnn), "--data", sample(""), "--split", "tset"}).exit, 2);
  EXPECT_EQ(cli({"benchmark", sample(cnn), "--batch", "0"}).exit, 2);
}

TEST(Verify, AModelThatGivesNoNumbersDoesNotPass) {
  TemporaryFolder folder;
  const std::string bad = scripted(folder, "m", "x", "return x.flatten(1)[:, :10] * float('nan')");
  if (bad.empty()) GTEST_SKIP() << "no Python with torch";
  const CliResult result = cli({"verify", bad, "--against", sample(cnn), "--data", sample(""), "--json"});
  EXPECT_EQ(result.exit, 4) << result.output << result.errors;
  const auto json = result.json();
  expect_documented(json, {"verify"});
  EXPECT_FALSE(json.at("passed").get<bool>());
  EXPECT_TRUE(json.at("agreement").at("cosine").is_null());
  EXPECT_THAT(json.at("message").get<std::string>(), HasSubstr("NaN"));
}

TEST(Verify, AnotherKindOfFileIsBadInput) {
  TemporaryFolder folder;
  write_all(folder / "expected", "nothing of the kind");
  const std::vector<std::string> line = {"verify",    sample(cnn), "--against",
                                         sample(cnn), "--data",    sample("")};
  auto words = line;
  words.insert(words.end(), {"--expected", folder / "expected"});
  EXPECT_THAT(cli_json(words, 3).at("error").at("message").get<std::string>(), HasSubstr("expected"));
  EXPECT_TRUE(cli_json(line).at("passed").get<bool>());
}

}  // namespace
}  // namespace athena::test
