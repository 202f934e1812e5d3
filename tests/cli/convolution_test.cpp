// SPDX-License-Identifier: Apache-2.0
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

}  // namespace
}  // namespace athena::test
