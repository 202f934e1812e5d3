// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/scripted.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;

class LossFile : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* python = std::getenv("ATHENA_TORCH_PYTHON");
    if (!python || !*python) GTEST_SKIP() << "no Python with torch, which makes the loss";
    write_all(folder_ / "r.json", R"({"athena_recipe": 1, "seed": 5, "steps": [
      {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"}]},
      {"do": "train", "epochs": 1, "samples": 256, "batch": 64, "optimizer": {"lr": 0.01}}]})");
  }

  /// The sample digits, with the loss that `arguments` and `body` make.
  nlohmann::json train(const std::string& arguments, const std::string& body, int exit = 0) {
    scripted(folder_, "loss", arguments, body);
    nlohmann::json data = {{"athena_data", 1},
                           {"sources",
                            {{"train",
                              {{"idx",
                                {{"image", sample("train-images-idx3-ubyte.gz")},
                                 {"label", sample("train-labels-idx1-ubyte.gz")}}}}},
                             {"test",
                              {{"idx",
                                {{"image", sample("t10k-images-idx3-ubyte.gz")},
                                 {"label", sample("t10k-labels-idx1-ubyte.gz")}}}}}}},
                           {"inputs", {{{"column", "image"}}}},
                           {"label", "label"},
                           {"loss", "loss.pt"},
                           {"splits", {{"train", {{"source", "train"}}}, {"test", {{"source", "test"}}}}}};
    write_all(folder_ / "d.data.json", data.dump());
    return cli_json({"train", sample("digits_cnn.pt"), "--recipe", folder_ / "r.json", "--data",
                     folder_ / "d.data.json", "--samples", "200", "-o", folder_ / "o.pt"},
                    exit);
  }
  static std::vector<double> losses(const nlohmann::json& made) {
    std::vector<double> all;
    for (const auto& point : made.at("curve")) all.push_back(point.at("loss"));
    return all;
  }
  static std::string message(const nlohmann::json& json) { return json.at("error").at("message"); }

  TemporaryFolder folder_;
};

TEST_F(LossFile, TakesThePlaceOfTheRecipesLoss) {
  const auto plain = losses(train("output, label", "return F.cross_entropy(output, label)"));
  const auto shifted =
      losses(train("output, label", "return F.cross_entropy(output, label, reduction='none') + 1000"));
  ASSERT_EQ(plain.size(), 4u);
  ASSERT_EQ(shifted.size(), plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_NEAR(shifted[i], plain[i] + 1000, 1e-2);
}

TEST_F(LossFile, LeadsWhereItPoints) {
  // The more of the tenth class the better: soon all are nines.
  const auto made = train("output, label", "return -F.log_softmax(output, 1)[:, 9]");
  EXPECT_LT(made.at("accuracy"), 0.5) << "the model has followed the labels";
  EXPECT_GT(made.at("baseline").at("accuracy"), 0.9);
}

TEST_F(LossFile, ThatIsNoneIsNamed) {
  EXPECT_THAT(message(train("output, label", "return torch.zeros(1)", 3)),
              ::testing::AllOf(HasSubstr("loss.pt"), HasSubstr("without a gradient")));
  EXPECT_THAT(message(train("output", "return output.mean()", 3)), HasSubstr("is called with 2 arguments"));
  EXPECT_THAT(message(train("output, label", "return (output @ label.float()).mean()", 3)),
              HasSubstr("loss.pt"));
  EXPECT_THAT(message(train("output, label", "return output.sum() / 0.0", 3)), HasSubstr("loss is"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "o.pt"));
}

}  // namespace
}  // namespace athena::test
