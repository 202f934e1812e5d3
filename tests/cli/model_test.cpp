// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

void expect_documented_model(const nlohmann::json& model) {
  expect_documented(model, {"Model"});
  for (const auto& method : model.at("methods")) {
    expect_documented(method, {"Model method"});
    for (const auto& argument : method.at("arguments")) expect_documented(argument, {"Argument"});
  }
  for (const auto& layer : model.at("layers")) {
    expect_documented(layer, {"Layer"});
    for (const auto& site : layer.at("sites")) expect_documented(site, {"Site"});
  }
  for (const auto& tensor : model.at("tensors")) expect_documented(tensor, {"Tensor"});
}

TEST(Info, ListsEveryLayerAndControlFlow) {
  for (const char* name : {"digits_cnn.pt", "digits_transformer.pt", "digits_early_exit.pt"}) {
    SCOPED_TRACE(name);
    const auto model = cli_json({"info", sample(name)});
    expect_documented_model(model);
    EXPECT_EQ(model.at("file_bytes"), std::filesystem::file_size(sample(name)));
    double shares = 0;
    for (const auto& layer : model.at("layers")) shares += layer.at("byte_share").get<double>();
    EXPECT_GT(shares, 0.9);
    EXPECT_LE(shares, 1 + 1e-9);
  }
  const auto early_exit = cli_json({"info", sample("digits_early_exit.pt")});
  EXPECT_GE(early_exit.at("methods").at(0).at("loops"), 1);
  const CliResult text = cli({"info", sample("digits_transformer.pt")});
  EXPECT_THAT(text.output, HasSubstr("linear1"));
  EXPECT_THAT(text.output, HasSubstr("forward("));
}

TEST(Info, AccountsForEveryTensor) {
  const std::string path = sample("digits_transformer.pt");
  const auto tensors = cli_json({"info", path}).at("tensors");
  std::map<std::string, int> uses;
  std::map<std::string, nlohmann::json> by_path;
  for (const auto& tensor : tensors) {
    ++uses[tensor.at("use")];
    by_path[tensor.at("path")] = tensor;
  }
  const auto& weight = by_path.at("encoder.layers.0.linear1.weight");
  EXPECT_EQ(weight.at("use"), "compressible");
  EXPECT_EQ(weight.at("layer"), "encoder.layers.0.linear1");
  const auto& bias = by_path.at("encoder.layers.0.linear1.bias");
  EXPECT_EQ(bias.at("use"), "kept");
  EXPECT_NE(bias.at("reason"), "");
  EXPECT_EQ(by_path.at("encoder.layers.0.self_attn.in_proj_weight").at("use"), "compressible")
      << "of which the layers have parts";

  const CliResult text = cli({"info", path, "--tensors"});
  EXPECT_EQ(text.exit, 0) << text.errors;
  for (const auto& [name, tensor] : by_path) EXPECT_THAT(text.output, HasSubstr(name));
  const std::string summary = std::to_string(tensors.size()) +
                              " tensors: " + std::to_string(uses["compressible"]) + " compressible, " +
                              std::to_string(uses["kept"]) + " kept";
  EXPECT_THAT(text.output, HasSubstr(summary));
  EXPECT_THAT(cli({"info", path}).output, HasSubstr(summary));
}

TEST(Info, OutlinesControlFlow) {
  const auto outline = cli_json({"info", sample("digits_early_exit.pt"), "--outline"});
  expect_documented(outline, {"Outline"});
  expect_documented(outline.at("methods").at(0), {"Method outline"});
  const auto& items = outline.at("methods").at(0).at("items");
  ASSERT_GT(items.size(), 5u);
  for (const auto& item : items) expect_documented(item, {"Outline item"});
  const CliResult text = cli({"info", sample("digits_early_exit.pt"), "--outline"});
  EXPECT_EQ(text.exit, 0) << text.errors;
  EXPECT_THAT(text.output, HasSubstr("\n  stem  aten::"));
  EXPECT_THAT(text.output, HasSubstr("\n    loop@"));
}

TEST(Info, LooksIntoALayer) {
  const std::string model = sample("digits_transformer.pt"), layer = "encoder.layers.0.linear1";
  const auto weights = cli_json({"info", model, "--layer", layer, "--scheme", "int4-weight:g=32"});
  expect_documented(weights, {"Weights"});
  expect_documented(weights.at("grid"), {"Grid"});
  expect_documented(weights.at("percentiles").at(0), {"Percentile"});
  expect_documented(weights.at("channels").at(0), {"Channel"});
  EXPECT_EQ(weights.at("histogram").size(), 16u);
  std::int64_t counted = 0;
  for (const auto& count : weights.at("histogram")) counted += count.get<std::int64_t>();
  EXPECT_EQ(counted, weights.at("values"));

  const auto zero_points = cli_json({"info", model, "--layer", layer, "--scheme", "int4-weight:g=32:zp"});
  EXPECT_EQ(zero_points.at("grid").at("levels"), 16);
  EXPECT_GT(zero_points.at("grid").at("sqnr_db"), weights.at("grid").at("sqnr_db"));

  const CliResult text = cli({"info", model, "--layer", layer, "--bins", "5", "--scheme", "int8-dynamic"});
  EXPECT_EQ(text.exit, 0) << text.errors;
  EXPECT_THAT(text.output, HasSubstr("standard deviation"));
  EXPECT_THAT(text.output, HasSubstr("255 levels"));
  EXPECT_THAT(text.output, HasSubstr("####"));
}

TEST(Info, OfALayerThatIsNotThereNamesTheNearest) {
  const CliResult result =
      cli({"info", sample("digits_transformer.pt"), "--layer", "encoder.layers.0.linaer1"});
  EXPECT_EQ(result.exit, 3);
  EXPECT_THAT(result.errors, HasSubstr("encoder.layers.0.linear1"));
  EXPECT_EQ(cli({"info", sample("digits_transformer.pt"), "--bins", "5"}).exit, 2);
}

TEST(Profile, GivesSharesOfTheTime) {
  const auto model = cli_json({"profile", sample("digits_cnn.pt"), "--batch", "8"});
  expect_documented_model(model);
  double shares = 0;
  for (const auto& layer : model.at("layers"))
    if (!layer.at("time_share").is_null()) shares += layer.at("time_share").get<double>();
  EXPECT_GT(shares, 0);
  EXPECT_LE(shares, 1 + 1e-9);
}

/// What a person may take for a model.
class BadModel : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& bytes) {
    write_all(folder_ / name, bytes);
    return folder_ / name;
  }
  void expect_refused(const std::string& path, const std::string& says) {
    SCOPED_TRACE(path);
    const CliResult result = cli({"info", path, "--json"});
    EXPECT_EQ(result.exit, 3) << result.errors;
    EXPECT_THAT(result.errors, StartsWith("athena-cli: error: "));
    EXPECT_THAT(result.errors, HasSubstr(path));
    EXPECT_THAT(result.errors, HasSubstr(says));
    EXPECT_NE(result.json().at("error").at("code"), "internal");
  }
  const std::string good_ = read_all(sample("digits_early_exit.pt"));
  TemporaryFolder folder_;
};

TEST_F(BadModel, IsNamedForWhatItIs) {
  expect_refused(folder_ / "missing.pt", "");
  expect_refused(folder_.path(), "folder");
  expect_refused(file("empty.pt", ""), "empty");
  expect_refused(file("text.pt", "not a model\n"), "");
  expect_refused(file("model.onnx", std::string("\x08\x07\x12\x07pytorch", 11)), "ONNX");
  expect_refused(file("weights.pth", std::string("\x80\x02}q\x00.", 6)), "torch.jit");
  expect_refused(sample("t10k-images-idx3-ubyte.gz"), "");
}

TEST_F(BadModel, CutOffAnywhereIsDamaged) {
  for (const double part : {0.1, 0.5, 0.9, 0.999})
    expect_refused(file("cut.pt", good_.substr(0, static_cast<std::size_t>(part * double(good_.size())))),
                   "");
}

TEST_F(BadModel, AFlippedBitInAWeightIsFound) {
  std::string bytes = good_;
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
  expect_refused(file("flipped.pt", bytes), "damaged");
}

TEST_F(BadModel, NoCommandLeavesAnythingBehind) {
  const std::string bad = file("bad.pt", good_.substr(0, 5000));
  TemporaryFolder out;
  EXPECT_EQ(
      cli({"compress", bad, "--set", "@Linear=fp16", "-o", out / "o.pt", "--session", out / "s.athena"}).exit,
      3);
  EXPECT_EQ(cli({"compress", sample("digits_cnn.pt"), "--set", "@Linear=fp16", "--data", out / "nodata", "-o",
                 out / "o.pt", "--session", out / "s.athena"})
                .exit,
            3);
  EXPECT_THAT(out.names(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace athena::test
