// SPDX-License-Identifier: Apache-2.0
// The GPT of tests/data/models/gpt.py, which has learned Shakespeare's plays, on Hamlet, which it has not
// seen.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "tests/cli/cli.h"

namespace athena::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string models() {
  const char* folder = std::getenv("ATHENA_MODELS");
  return folder == nullptr ? "" : folder;
}

/// Bits per byte of a model that knows how often each byte follows each other one in this very text.
double bits_by_the_byte_before(const std::string& text) {
  std::map<char, double> before;
  std::map<std::pair<char, char>, double> pairs;
  for (std::size_t i = 1; i < text.size(); ++i) {
    ++before[text[i - 1]];
    ++pairs[{text[i - 1], text[i]}];
  }
  double bits = 0;
  for (const auto& [pair, count] : pairs) bits -= count * std::log2(count / before[pair.first]);
  return bits / static_cast<double>(text.size() - 1);
}

double bits_per_byte(const nlohmann::json& measured) {
  for (const auto& metric : measured.at("metrics"))
    if (metric.at("name") == "bits-per-byte") return metric.at("value");
  ADD_FAILURE() << "no bits per byte in " << measured;
  return 0;
}

class Gpt : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(data_)) GTEST_SKIP() << "make_models.py could not fetch the plays";
  }

  nlohmann::json compressed(const std::string& rule, std::vector<std::string> more) const {
    more.insert(more.begin(),
                {"compress", file("scripted"), "--trust", "--set", rule, "-o", folder_ / "small.pt"});
    return cli_json(more);
  }
  static std::string file(const std::string& form) { return models() + "/gpt_plays_" + form + ".pt"; }

  TemporaryFolder folder_;
  const std::string data_ = models() + "/plays/plays.data.json";
};

TEST_F(Gpt, LosesNextToNothingInInt8) {
  const auto json = compressed("*=int8-dynamic", {"--data", data_});
  const double original = bits_per_byte(json.at("baseline")), small = bits_per_byte(json);
  const double simple = bits_by_the_byte_before(read_all(models() + "/plays/hamlet.txt"));
  RecordProperty("bits_per_byte", std::to_string(original));
  RecordProperty("bits_per_byte_int8", std::to_string(small));
  RecordProperty("bits_per_byte_by_the_byte_before", std::to_string(simple));
  EXPECT_LT(original, simple - 0.7) << "it has learned little";
  EXPECT_NEAR(small, original, 0.02);
  EXPECT_EQ(json.at("coverage").at("share"), 1.0) << json.at("coverage");
  const auto again = cli_json({"evaluate", file("frozen"), "--trust", "--data", data_});
  EXPECT_NEAR(bits_per_byte(again), original, 1e-4) << "frozen, it is the same model";
}

TEST_F(Gpt, StaysTiedOrSaysWhatUntyingCosts) {
  const auto of = [](const nlohmann::json& made, const std::string& path) {
    const auto& layers = made.at("layers");
    const auto found = std::find_if(layers.begin(), layers.end(),
                                    [&](const auto& layer) { return layer.at("path") == path; });
    return found == layers.end() ? nlohmann::json::object() : *found;
  };
  const auto together = compressed("*=int8-dynamic", {"--no-measure"});
  const std::string bytes = of(together, "head").at("bytes_after").dump();
  EXPECT_THAT(
      of(together, "head").at("reason").get<std::string>(),
      HasSubstr(bytes + " of its " + bytes + " bytes are stored once, together with those of 'tokens'"));
  const auto apart = compressed("head=int8-dynamic", {"--no-measure"});
  EXPECT_THAT(of(apart, "head").at("reason").get<std::string>(),
              AllOf(HasSubstr("'tokens' keeps the weight"), HasSubstr("bytes more")));
}

}  // namespace
}  // namespace athena::test
