// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/cli/cli.h"

namespace athena::test {
namespace {

TEST(Convolution, TheDigitsNetworkKeepsItsAccuracyInIntegers) {
  TemporaryFolder folder;
  const auto made = cli_json({"compress", sample("digits_cnn.pt"), "--set", "*=int8-dynamic", "--data",
                              sample(""), "-o", folder / "o.pt"});
  EXPECT_NEAR(made.at("accuracy").get<double>(), made.at("baseline").at("accuracy").get<double>(), 0.003);
  EXPECT_LT(made.at("file_bytes").get<double>(), 0.35 * made.at("baseline").at("file_bytes").get<double>());
  int convolutions = 0;
  for (const auto& layer : made.at("layers")) {
    if (layer.at("kind") != "Conv2d") continue;
    ++convolutions;
    EXPECT_EQ(layer.at("scheme"), "int8-dynamic");
    const std::string kernel = layer.at("kernel");
    EXPECT_TRUE(kernel.starts_with("conv_") || kernel.starts_with("depthwise_")) << kernel;
    EXPECT_GT(layer.at("calls"), 0);
  }
  EXPECT_EQ(convolutions, 3);
}

std::vector<std::string> between_codes(const std::vector<std::string>& more) {
  std::vector<std::string> line{"compress", sample("digits_cnn.pt"), "--set", "@Linear=int8-dynamic",
                                "--set",    "@Conv2d=int8-static"};
  line.insert(line.end(), more.begin(), more.end());
  return line;
}

TEST(Convolution, TheDigitsNetworkKeepsItsAccuracyBetweenCodes) {
  TemporaryFolder folder;
  const auto made = cli_json(between_codes({"--calibrate", "percentile:samples=128:percentile=99.99",
                                            "--data", sample(""), "-o", folder / "o.pt"}));
  EXPECT_NEAR(made.at("accuracy").get<double>(), made.at("baseline").at("accuracy").get<double>(), 0.003);
  EXPECT_EQ(made.at("coverage").at("share"), 1.0) << made.at("coverage");
  EXPECT_EQ(made.at("recipe").at("steps").at(0).at("do"), "calibrate");
  int convolutions = 0;
  for (const auto& layer : made.at("layers")) {
    if (layer.at("kind") != "Conv2d") continue;
    ++convolutions;
    EXPECT_EQ(layer.at("scheme"), "int8-static");
    EXPECT_THAT(layer.at("kernel").get<std::string>(), testing::HasSubstr("u8s8_u8"));
  }
  EXPECT_EQ(convolutions, 3);
}

TEST(Convolution, CodesNeedACalibrationAndData) {
  TemporaryFolder folder;
  const auto message = [&](const std::vector<std::string>& more, int exit) -> std::string {
    return cli_json(between_codes(more), exit).at("error").at("message");
  };
  EXPECT_THAT(message({"--data", sample(""), "-o", folder / "o.pt"}, 3),
              testing::HasSubstr("\"int8-static\" needs a step \"calibrate\" before this one: add it to the "
                                 "recipe, or as --calibrate."));
  EXPECT_THAT(message({"--calibrate", "minmax", "-o", folder / "o.pt"}, 3), testing::HasSubstr("needs data"));
  EXPECT_THAT(message({"--calibrate", "minmax", "--set", "fc1=int8-static", "--data", sample(""), "-o",
                       folder / "o.pt"},
                      3),
              testing::HasSubstr("int8-static serves layers of kind Conv1d and Conv2d, not Linear"));
  EXPECT_EQ(cli(between_codes({"--calibrate", "entropy"})).exit, 2);
}

}  // namespace
}  // namespace athena::test
