// SPDX-License-Identifier: Apache-2.0
// Every model of tests/data/make_models.py is compressed with nothing but a rule for all of its layers.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "tests/cli/cli.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {
namespace {

namespace fs = std::filesystem;

/// Files that hold nothing to compress, or that LibTorch or Athena cannot take, and what is said of them.
const std::map<std::string, std::string> kRefused = {
    {"mean_iou_scripted", "No layer of the model matches"},
    {"resnet18_optimized", "optimize_for_inference"},
};

const std::set<std::string> kIntegerKinds = {
    "Linear",       "Conv1d", "Conv2d", "ConvTranspose1d", "ConvTranspose2d", "Embedding", "LSTM",
    "EmbeddingBag", "GRU",    "RNN",    "LSTMCell",        "GRUCell"};

std::vector<std::string> models() {
  const char* folder = std::getenv("ATHENA_MODELS");
  std::vector<std::string> files;
  if (folder == nullptr || !fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".pt" && entry.path().stem().extension() != ".calls")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Models, AreCompressedWholeToIntegers) {
  const auto files = models();
  if (files.empty()) GTEST_SKIP() << "ATHENA_MODELS names no folder with models";
  EXPECT_GE(files.size(), 40u);
  const TemporaryFolder folder;
  int covered = 0;
  for (const std::string& file : files) {
    const std::string name = fs::path(file).stem();
    SCOPED_TRACE(name);
    const auto refused = kRefused.find(name);
    const auto json = cli_json({"compress", file, "--trust", "--set", "*=int8-dynamic", "--samples", "8",
                                "--batch", "4", "--no-latency", "-o", folder / "out.pt"},
                               refused == kRefused.end() ? 0 : 3);
    if (refused != kRefused.end()) {
      EXPECT_THAT(json.at("error").at("message").get<std::string>(), testing::HasSubstr(refused->second));
      continue;
    }
    ASSERT_TRUE(json.contains("layers")) << json;
    for (const auto& layer : json.at("layers"))
      if (kIntegerKinds.count(layer.at("kind").get<std::string>()) && layer.at("scheme") != "int8-dynamic") {
        EXPECT_NE(layer.at("reason"), "") << layer;
      }
    if (json.at("coverage").is_null()) continue;  // no inputs could be made up
    ++covered;
    EXPECT_EQ(json.at("coverage").at("share"), 1.0) << json.at("coverage");
  }
  EXPECT_GE(covered, 30);
}

TEST(Models, AUNetIsScoredByAMetricOfItsOwn) {
  const char* folder = std::getenv("ATHENA_MODELS");
  const std::string models = folder == nullptr ? "" : folder, data = models + "/scans/scans.data.json";
  if (!fs::exists(data)) GTEST_SKIP() << "no scans in the folder that ATHENA_MODELS names";
  const TemporaryFolder place;
  const std::string session = place / "unet.athena";
  for (const char* rule : {"*=int8-dynamic", "*=fp16"}) {
    const auto json = cli_json({"compress", models + "/unet_traced.pt", "--trust", "--set", rule, "--data",
                                data, "--session", session});
    const auto& score = json.at("metrics").at(0);
    EXPECT_EQ(score.at("name"), "mean IoU");
    const double original = json.at("baseline").at("metrics").at(0).at("value");
    EXPECT_GT(original, 0.8) << "the U-Net has learned little";
    EXPECT_NEAR(score.at("value").get<double>(), original, 0.01) << rule;
  }
  const auto groups = cli_json({"session", "compare", session}).at("groups");
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].at("variants").size(), 2u);
}

}  // namespace
}  // namespace athena::test
