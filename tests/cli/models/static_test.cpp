// SPDX-License-Identifier: Apache-2.0
// Convolutional networks of tests/data/make_models.py between codes.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/cli/cli.h"
#include "tests/core/data/archives.h"

namespace athena::test {
namespace {

/// Samples of normal numbers, 24 to calibrate with and 8 to test with, in an archive with a data file.
std::string write_data(const TemporaryFolder& folder, int channels) {
  constexpr int kSize = 64, kSamples = 32;
  std::mt19937 draw(5);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(kSamples * channels * kSize * kSize));
  for (float& value : values) value = normal(draw);
  write_zip(
      folder / "images.npz",
      {{"x.npy", npy("<f4", "(32, " + std::to_string(channels) + ", 64, 64)", bytes_of_values(values))}});
  const std::string file = folder / "images.data.json";
  std::ofstream(file) << R"({"athena_data": 1, "sources": {"all": {"npz": "images.npz"}},
    "inputs": [{"column": "x"}],
    "splits": {"calibrate": {"source": "all", "end": 24}, "test": {"source": "all", "begin": 24}}})";
  return file;
}

struct Network {
  const char* file;
  int channels;
  double cosine;  // of all outputs, at least
};

class BetweenCodes : public testing::TestWithParam<Network> {};

TEST_P(BetweenCodes, RunsWholeInIntegersCloseToTheModel) {
  const Network network = GetParam();
  const char* models = std::getenv("ATHENA_MODELS");
  const std::string model = std::string(models ? models : "") + "/" + network.file + ".pt";
  if (!std::filesystem::exists(model)) GTEST_SKIP() << "ATHENA_MODELS names no folder with models";
  const TemporaryFolder folder;
  const std::string data = write_data(folder, network.channels), session = folder / "s.athena";
  const auto made =
      cli_json({"compress", model, "--trust", "--set", "*=int8-dynamic", "--set", "@Conv2d=int8-static",
                "--calibrate", "minmax:samples=24", "--data", data, "--session", session, "--name", "codes"});
  EXPECT_GE(made.at("agreement").at("cosine"), network.cosine);
  EXPECT_FALSE(made.at("agreement").at("random_inputs").get<bool>());
  EXPECT_EQ(made.at("coverage").at("share"), 1.0) << made.at("coverage");
  int convolutions = 0;
  for (const auto& layer : made.at("layers")) {
    if (layer.at("kind") != "Conv2d") continue;
    ++convolutions;
    EXPECT_EQ(layer.at("scheme"), "int8-static") << layer;
    EXPECT_EQ(layer.at("reason"), "") << layer;
    EXPECT_THAT(layer.at("kernel").get<std::string>(), testing::HasSubstr("u8s8_u8")) << layer;
    EXPECT_EQ(layer.at("multiply_adds"), layer.at("integer_multiply_adds")) << layer;
    for (const auto& site : layer.at("sites")) EXPECT_EQ(site.at("op"), "athena::conv_static");
  }
  EXPECT_GT(convolutions, 10);
  const auto report =
      cli_json({"export", session, "codes", "-o", folder / "out.pt", "--data", data, "--original", model});
  EXPECT_TRUE(report.at("verification").at("passed").get<bool>()) << report;
}

INSTANTIATE_TEST_SUITE_P(Networks, BetweenCodes,
                         testing::Values(Network{"resnet18_scripted", 3, 0.99},
                                         Network{"resnet18_frozen", 3, 0.99},
                                         Network{"mobilenet_v2_scripted", 3, 0.99},
                                         Network{"mobilenet_v2_traced", 3, 0.99},
                                         Network{"unet_scripted", 1, 0.99}),
                         [](const auto& info) { return std::string(info.param.file); });

}  // namespace
}  // namespace athena::test
