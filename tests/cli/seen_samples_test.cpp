// SPDX-License-Identifier: Apache-2.0
// Figures on samples that training or calibration has had are marked.
#include "tests/cli/cli.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SeenSamples : public ::testing::Test {
 protected:
  /// Sample digits in two sources, both of them the training images, and splits.
  std::string data(const nlohmann::json& splits) {
    const nlohmann::json digits = {
        {"idx",
         {{"image", sample("train-images-idx3-ubyte.gz")}, {"label", sample("train-labels-idx1-ubyte.gz")}}}};
    const nlohmann::json file = {{"athena_data", 1},
                                 {"sources", {{"digits", digits}, {"copy", digits}}},
                                 {"inputs", {{{"column", "image"}}}},
                                 {"label", "label"},
                                 {"splits", splits}};
    write_all(folder_ / "d.data.json", file.dump());
    return folder_ / "d.data.json";
  }
  static nlohmann::json part(const char* source, int begin, int end) {
    return {{"source", source}, {"begin", begin}, {"end", end}};
  }
  /// What the run says has seen its samples.
  nlohmann::json seen_by(std::vector<std::string> line) {
    line.insert(line.end(), {"--samples", "50"});
    if (line.front() != "evaluate") line.insert(line.end(), {"-o", folder_ / "o.pt"});
    return cli_json(line).at("seen_by");
  }
  std::vector<std::string> compressed(const std::string& data_file, std::vector<std::string> more = {}) {
    std::vector<std::string> line{
        "compress", sample("digits_cnn.pt"), "--set", "@Linear=int8-weight", "--data", data_file};
    line.insert(line.end(), more.begin(), more.end());
    return line;
  }
  std::vector<std::string> trained(const std::string& data_file) {
    write_all(folder_ / "r.json", R"({"athena_recipe": 1, "steps": [
      {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-weight"}]},
      {"do": "train", "epochs": 1, "samples": 64}]})");
    return {"train", sample("digits_cnn.pt"), "--recipe", folder_ / "r.json", "--data", data_file};
  }

  TemporaryFolder folder_;
  const std::vector<std::string> gptq_{"--recover", "gptq:samples=64"};
};

TEST_F(SeenSamples, OfTheTrainingSplitAreAlwaysMarked) {
  const std::string file = data({{"train", part("digits", 0, 400)}, {"test", part("digits", 400, 800)}});
  std::vector<std::string> line{"evaluate", sample("digits_cnn.pt"), "--data", file};
  EXPECT_EQ(seen_by(line), nullptr);
  EXPECT_THAT(cli(line).output, Not(HasSubstr("has seen")));
  line.insert(line.end(), {"--split", "train"});
  EXPECT_EQ(seen_by(line), "train");
  EXPECT_THAT(cli(line).output, HasSubstr("samples that train has seen"));
}

TEST_F(SeenSamples, ThatCalibratedAreMarked) {
  const std::string apart = data({{"calibrate", part("digits", 0, 200)}, {"test", part("digits", 200, 400)}});
  EXPECT_EQ(seen_by(compressed(apart, gptq_)), nullptr);
  const std::string overlapping =
      data({{"calibrate", part("digits", 0, 201)}, {"test", part("digits", 200, 400)}});
  EXPECT_EQ(seen_by(compressed(overlapping, gptq_)), "calibrate");
  EXPECT_EQ(seen_by(compressed(overlapping)), nullptr) << "nothing calibrates";
}

TEST_F(SeenSamples, ThatTrainedAreMarked) {
  const std::string apart = data({{"train", part("digits", 0, 200)}, {"test", part("copy", 200, 400)}});
  EXPECT_EQ(seen_by(trained(apart)), nullptr);
  const std::string overlapping =
      data({{"train", part("digits", 0, 201)}, {"test", part("digits", 200, 400)}});
  EXPECT_EQ(seen_by(trained(overlapping)), "train");
}

TEST_F(SeenSamples, OfOneFileUnderTwoNamesAreMarked) {
  const std::string file = data({{"train", part("digits", 0, 400)}, {"test", part("copy", 0, 200)}});
  EXPECT_EQ(seen_by(trained(file)), "train");
  EXPECT_EQ(seen_by(compressed(file, gptq_)), "calibrate") << "without a split 'calibrate' it is 'train'";
}

}  // namespace
}  // namespace athena::test
