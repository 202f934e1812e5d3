// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"

namespace athena::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string transformer = "digits_transformer.pt";

std::string message(const nlohmann::json& json) { return json.at("error").at("message"); }

/// One run into a session, looked at from all sides.
class Loop : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    compressed_ = cli_json({"compress", sample(transformer), "--prune", "@Linear=l1:0.3", "--set",
                            "@Linear=int8-dynamic", "--data", sample(""), "--samples", "200", "--session",
                            session(), "--name", "pruned int8"});
  }
  static void TearDownTestSuite() { folder_.reset(); }
  static std::string session() { return *folder_ / "s.athena"; }

  static inline std::unique_ptr<TemporaryFolder> folder_;
  static inline nlohmann::json compressed_;
};

TEST_F(Loop, CompressGivesEveryFigure) {
  expect_documented_variant(compressed_, "compress");
  EXPECT_EQ(compressed_.at("samples"), 200);
  EXPECT_GT(compressed_.at("accuracy"), 0.9);
  EXPECT_GT(compressed_.at("baseline").at("accuracy"), 0.9);
  EXPECT_LE(compressed_.at("interval").at(0), compressed_.at("accuracy"));
  EXPECT_GT(compressed_.at("latency_ms"), 0);
  EXPECT_EQ(compressed_.at("baseline").at("file_bytes"), std::filesystem::file_size(sample(transformer)));
  EXPECT_LT(compressed_.at("file_bytes").get<double>(),
            0.5 * compressed_.at("baseline").at("file_bytes").get<double>());
  EXPECT_TRUE(compressed_.at("output").is_null());
  std::size_t int8 = 0;
  for (const auto& layer : compressed_.at("layers")) {
    if (layer.at("scheme") != "int8-dynamic") continue;
    ++int8;
    EXPECT_GT(layer.at("calls"), 0) << layer;
    EXPECT_GT(layer.at("multiply_adds"), 0) << layer;
    EXPECT_EQ(layer.at("multiply_adds"), layer.at("integer_multiply_adds")) << layer;
    EXPECT_FALSE(layer.at("sites").empty()) << layer;
    EXPECT_NE(layer.at("kernel"), "");
    EXPECT_LT(layer.at("bytes_after"), layer.at("bytes_before"));
    EXPECT_NEAR(layer.at("sparsity").get<double>(), 0.3, 0.05);
  }
  EXPECT_GE(int8, 17u) << "four per encoder layer, and the head";
}

TEST_F(Loop, WhatRanInIntegersIsCountedExactly) {
  const auto& coverage = compressed_.at("coverage");
  EXPECT_THAT(coverage.at("fall_backs"), ElementsAre());
  EXPECT_GT(coverage.at("of_activations"), 0) << "attention";
  std::int64_t all = 0, integers = 0;
  for (const auto& layer : compressed_.at("layers")) {
    all += layer.at("multiply_adds").get<std::int64_t>();
    integers += layer.at("integer_multiply_adds").get<std::int64_t>();
  }
  EXPECT_EQ(coverage.at("with_weights"), all);
  EXPECT_EQ(coverage.at("in_integers"), integers);
  EXPECT_GT(coverage.at("share"), 0.95);
}

TEST(RequireCoverage, IsUnmetByWhatKeepsItLow) {
  const TemporaryFolder folder;
  const std::vector<std::string> line{
      "compress",      sample(transformer), "--set", "head=int8-dynamic",  "-o",
      folder / "m.pt", "--samples",         "20",    "--require-coverage", "0.95"};
  const CliResult low = cli(line);
  EXPECT_EQ(low.exit, 4);
  EXPECT_THAT(low.errors, HasSubstr("Not in integers: "));
  EXPECT_THAT(low.errors, HasSubstr("linear1 (fp32"));
  EXPECT_THAT(low.output, HasSubstr("in integers: "));
  EXPECT_TRUE(std::filesystem::exists(folder / "m.pt"));
  auto high = line;
  high[3] = "@Linear=int8-dynamic";
  EXPECT_EQ(cli(high).exit, 0);
}

TEST(WhatRan, IsCountedAlikePackedOrNot) {
  const TemporaryFolder folder;
  const auto layers = [&](const std::string& model, const std::string& rule) {
    return cli_json({"compress", sample(model), "--set", rule, "-o", folder / "m.pt", "--samples", "8"})
        .at("layers");
  };
  for (const char* model : {"digits_cnn.pt", transformer.c_str()}) {
    const auto packed = layers(model, "*=int8-dynamic"), plain = layers(model, "*=fp32");
    ASSERT_EQ(packed.size(), plain.size());
    std::int64_t integers = 0;
    for (std::size_t i = 0; i < packed.size(); ++i) {
      EXPECT_EQ(packed[i].at("multiply_adds"), plain[i].at("multiply_adds")) << packed[i];
      EXPECT_EQ(plain[i].at("integer_multiply_adds"), 0);
      integers += packed[i].at("integer_multiply_adds").get<std::int64_t>();
    }
    EXPECT_GT(integers, 0) << model;
  }
}

TEST(RoundingWithData, BringsInt4CloserAndNeedsData) {
  const TemporaryFolder folder;
  const std::vector<std::string> int4 = {
      "compress", sample(transformer), "--set", "@Linear=int4-dynamic:g=32", "-o", folder / "m.pt"};
  const auto distance = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = int4;
    words.insert(words.end(), {"--data", sample(""), "--samples", "400"});
    words.insert(words.end(), more.begin(), more.end());
    return 1 - cli_json(words).at("agreement").at("cosine").get<double>();
  };
  EXPECT_LT(distance({"--recover", "gptq:samples=64"}), 0.6 * distance({}));
  std::vector<std::string> without = int4;
  without.insert(without.end(), {"--recover", "gptq"});
  const CliResult refused = cli(without);
  EXPECT_EQ(refused.exit, 3);
  EXPECT_THAT(refused.errors, HasSubstr("needs data"));
}

TEST(Int4, ZeroPointsAndScalesOfFp16AreStoredAndReadByAnotherProcess) {
  const TemporaryFolder folder;
  std::map<std::string, std::int64_t> file_bytes;
  for (const std::string scheme : {"int4-weight:g=32", "int4-weight:g=32:zp", "int4-weight:g=32:scales=fp16",
                                   "int4-dynamic:g=32:zp:scales=fp16"}) {
    SCOPED_TRACE(scheme);
    const auto made = cli_json({"compress", sample(transformer), "--set", "@Linear=" + scheme, "--data",
                                sample(""), "--samples", "64", "-o", folder / "m.pt"});
    file_bytes[scheme] = made.at("file_bytes");
    EXPECT_GT(made.at("agreement").at("cosine").get<double>(), 0.95);
    const auto& rule = made.at("recipe").at("steps").at(0).at("rules").at(0);
    EXPECT_EQ(rule.contains("zp"), scheme.find(":zp") != std::string::npos);
    const auto planned =
        cli_json({"recipe", "check", "--set", "@Linear=" + scheme, "--model", sample(transformer)});
    std::map<std::string, std::int64_t> predicted;
    for (const auto& layer : planned.at("plan").at("layers"))
      predicted[layer.at("path")] = layer.at("predicted_bytes");
    for (const auto& layer : made.at("layers"))
      EXPECT_EQ(layer.at("bytes_after"), predicted.at(layer.at("path"))) << layer;
    if (scheme.find("zp:scales") == std::string::npos) continue;
    const CliResult read = cli({"benchmark", folder / "m.pt", "--against", sample(transformer)});
    EXPECT_EQ(read.exit, 0) << read.errors;
  }
  EXPECT_LT(file_bytes["int4-weight:g=32:scales=fp16"], file_bytes["int4-weight:g=32"]);
  EXPECT_GT(file_bytes["int4-weight:g=32:zp"], file_bytes["int4-weight:g=32"]);
}

TEST(Int4, RoundingWithDataKnowsZeroPointsAndHalfScales) {
  const TemporaryFolder folder;
  const auto distance = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {
        "compress", sample(transformer), "--set",     "@Linear=int4-dynamic:g=32:zp:scales=fp16",
        "--data",   sample(""),          "--samples", "400",
        "-o",       folder / "m.pt"};
    words.insert(words.end(), more.begin(), more.end());
    return 1 - cli_json(words).at("agreement").at("cosine").get<double>();
  };
  EXPECT_LT(distance({"--recover", "gptq:samples=64"}), 0.7 * distance({}));
}

TEST_F(Loop, TheSessionHoldsIt) {
  const auto stored = cli_json({"session", "show", session(), "pruned int8"});
  expect_documented_variant(stored);
  for (const char* key : {"id", "accuracy", "agreement", "latency", "layers", "recipe", "command"})
    EXPECT_EQ(stored.at(key), compressed_.at(key)) << key;
  const auto list = cli_json({"session", "list", session()});
  EXPECT_EQ(list.at("models").at(0).at("path"), sample(transformer));
  EXPECT_EQ(list.at("datasets").at(0).at("fingerprint"), stored.at("data").at("fingerprint"));
}

TEST_F(Loop, BlocksOfZerosMakeItSmallerAndTheSessionShowsThem) {
  const auto sparse = cli_json({"compress", sample(transformer), "--prune", "@Linear=block:0.75", "--set",
                                "@Linear=sparse-int8", "--data", sample(""), "--samples", "200", "--session",
                                session(), "--name", "blocks"});
  std::size_t layers = 0;
  for (const auto& layer : sparse.at("layers")) {
    if (layer.at("scheme") != "sparse-int8") continue;
    ++layers;
    EXPECT_THAT(layer.at("kernel").get<std::string>(), HasSubstr("block4x16")) << layer;
    EXPECT_EQ(layer.at("reason"), "");
    EXPECT_NEAR(layer.at("sparsity").get<double>(), 0.75, 0.02);
    EXPECT_LT(layer.at("bytes_after").get<double>(), 0.12 * layer.at("bytes_before").get<double>());
  }
  EXPECT_GE(layers, 17u);
  EXPECT_LT(sparse.at("file_bytes"), compressed_.at("file_bytes"));
  const auto groups = cli_json({"session", "compare", session(), "pruned int8", "blocks"}).at("groups");
  ASSERT_EQ(groups.size(), 1u);
  const auto& shown = groups[0].at("variants").at(1);
  EXPECT_EQ(shown.at("name"), "blocks");
  EXPECT_EQ(shown.at("file_bytes"), sparse.at("file_bytes"));
}

TEST_F(Loop, TwoOfFourIsSmallerThanInt8AndGivesTheSame) {
  const auto pruned_as = [&](const std::string& scheme) {
    return cli_json({"compress", sample(transformer), "--prune", "@Linear=2:4", "--set", "@Linear=" + scheme,
                     "--data", sample(""), "--samples", "200", "--session", session(), "--name",
                     "2:4 " + scheme});
  };
  const auto sparse = pruned_as("sparse-int8"), dense = pruned_as("int8-dynamic");
  std::size_t layers = 0;
  for (std::size_t i = 0; i < sparse.at("layers").size(); ++i) {
    const auto& layer = sparse.at("layers").at(i);
    if (layer.at("scheme") != "sparse-int8") continue;
    ++layers;
    EXPECT_NEAR(layer.at("sparsity").get<double>(), 0.5, 0.02);  // one layer has 49 inputs
    // fp32 takes 4 bytes a weight and 4 for each bias, int8 one a weight and 4 for each scale and bias.
    const double int8 = dense.at("layers").at(i).at("bytes_after");
    const double weights = (2 * layer.at("bytes_before").get<double>() - int8) / 7;
    EXPECT_NEAR(layer.at("bytes_after"), int8 - 0.375 * weights, 0.01 * weights) << layer;
    if (layer.at("reason") == "")
      EXPECT_THAT(layer.at("kernel").get<std::string>(), HasSubstr("2of4")) << layer;
    else  // a machine without dot products of bytes
      EXPECT_THAT(layer.at("reason").get<std::string>(), HasSubstr("dense kernel")) << layer;
  }
  EXPECT_GE(layers, 17u);
  EXPECT_EQ(sparse.at("accuracy"), dense.at("accuracy"));
  EXPECT_EQ(sparse.at("agreement"), dense.at("agreement"));
  EXPECT_LT(sparse.at("file_bytes"), dense.at("file_bytes"));
}

TEST_F(Loop, TheCommandThatRepeatsItRuns) {
  const std::string command = compressed_.at("command");
  const std::string program = "athena-cli";
  ASSERT_EQ(command.rfind(program, 0), 0u) << command;
  const std::string out = *folder_ / "again.json";
  const std::string line =
      "'" + cli_program() + "'" + command.substr(program.size()) + " --json > '" + out + "'";
  ASSERT_EQ(std::system(line.c_str()), 0) << line;
  const auto again = nlohmann::json::parse(read_all(out));
  EXPECT_EQ(again.at("accuracy"), compressed_.at("accuracy"));
  EXPECT_EQ(again.at("agreement"), compressed_.at("agreement"));
  EXPECT_EQ(again.at("latency").at("batch"), compressed_.at("latency").at("batch"));
}

TEST_F(Loop, ExportVerifiesAndVerifyAgrees) {
  const std::string out = *folder_ / "exported.pt";
  const auto report = cli_json({"export", session(), "pruned int8", "-o", out});
  expect_documented(report, {"export"});
  expect_documented(report.at("verification"), {"verify"});
  EXPECT_EQ(report.at("file_bytes"), std::filesystem::file_size(out));
  EXPECT_TRUE(std::filesystem::exists(report.at("report_path").get<std::string>()));
  const auto verified = cli_json({"verify", out, "--against", sample(transformer), "--data", sample("")});
  expect_documented(verified, {"verify"});
  EXPECT_TRUE(verified.at("passed").get<bool>());
  EXPECT_TRUE(verified.at("max_abs_difference").is_null());
  EXPECT_FALSE(verified.at("agreement").at("random_inputs").get<bool>());
}

TEST_F(Loop, ExportRemakesAFileThatTheSessionLost) {
  TemporaryFolder folder;
  const std::string path = folder / "s.athena", out = folder / "o.pt";
  const auto made = cli_json(
      {"compress", sample("digits_cnn.pt"), "--set", "@Linear=fp16", "--no-measure", "--session", path});
  std::filesystem::remove(path + "-files/" + made.at("artefact").get<std::string>());
  const CliResult result = cli({"export", path, "1", "-o", out, "--json"});
  EXPECT_EQ(result.exit, 0) << result.errors;
  EXPECT_THAT(result.errors, HasSubstr("made again from its recipe"));
  EXPECT_TRUE(std::filesystem::exists(out));
}

TEST_F(Loop, ExportWantsTheVeryOriginal) {
  const auto error =
      cli_json({"export", session(), "1", "-o", *folder_ / "x.pt", "--original", sample("digits_cnn.pt")}, 3);
  EXPECT_THAT(message(error), HasSubstr("is not the file that variant 1 was made from"));
  EXPECT_FALSE(std::filesystem::exists(*folder_ / "x.pt"));
}

TEST(Compress, WithoutDataWritesTheModelAndSaysThatAccuracyIsNotMeasured) {
  TemporaryFolder folder;
  const std::string out = folder / "o.pt";
  const auto json =
      cli_json({"compress", sample("digits_cnn.pt"), "--set", "@Linear=int8-dynamic", "-o", out});
  expect_documented_variant(json, "compress");
  EXPECT_TRUE(json.at("accuracy").is_null());
  EXPECT_TRUE(json.at("data").is_null());
  EXPECT_TRUE(json.at("agreement").at("random_inputs").get<bool>());
  EXPECT_EQ(json.at("file_bytes"), std::filesystem::file_size(out));
  EXPECT_THAT(folder.names(), ElementsAre("o.pt"));
  const CliResult text =
      cli({"compress", sample("digits_cnn.pt"), "--set", "@Linear=fp16", "--no-measure", "-o", out});
  EXPECT_THAT(text.output, HasSubstr("Accuracy is not measured"));
}

TEST(Compress, NoLatencyMeasuresAllButTime) {
  const TemporaryFolder folder;
  const auto json = cli_json({"compress", sample("digits_cnn.pt"), "--set", "*=int8-dynamic", "--samples",
                              "4", "--no-latency", "-o", folder / "m.pt"});
  EXPECT_TRUE(json.at("latency").is_null()) << json.at("latency");
  EXPECT_GT(json.at("agreement").at("cosine"), 0.99);
  EXPECT_EQ(json.at("coverage").at("share"), 1.0);
}

TEST(Compress, BadRulesNameTheNearestLayer) {
  TemporaryFolder folder;
  const auto run = [&](const std::string& rule, std::vector<std::string> more, int exit) {
    std::vector<std::string> words = {"compress", sample(transformer), "--no-measure", "--set", rule,
                                      "-o",       folder / "o.pt"};
    words.insert(words.end(), more.begin(), more.end());
    return message(cli_json(words, exit));
  };
  EXPECT_THAT(run("encoder.layers.0.linear3=fp16", {}, 3), HasSubstr("Did you mean"));
  EXPECT_THAT(run("nothing.*=fp16", {}, 3), HasSubstr("No layer of the model matches"));
  EXPECT_THAT(run("*=int8-dynamic", {"--strict"}, 4), HasSubstr("would be skipped"));
  EXPECT_THAT(folder.names(), ::testing::IsEmpty());
}

TEST(Compress, NeverReplacesTheModel) {
  TemporaryFolder folder;
  std::filesystem::copy(sample("digits_cnn.pt"), folder / "m.pt");
  const auto error =
      cli_json({"compress", folder / "m.pt", "--set", "@Linear=fp16", "-o", folder / "m.pt"}, 3);
  EXPECT_THAT(message(error), HasSubstr("is the model itself"));
  EXPECT_EQ(read_all(folder / "m.pt"), read_all(sample("digits_cnn.pt")));
}

TEST(Compress, AModelThatChangedMarksItsOldVariants) {
  TemporaryFolder folder;
  const std::string model = folder / "m.pt", session = folder / "s.athena";
  const std::vector<std::string> line = {"compress",     model,       "--set", "@Linear=fp16",
                                         "--no-measure", "--session", session};
  std::filesystem::copy(sample("digits_cnn.pt"), model);
  cli_json(line);
  std::filesystem::copy(sample("digits_early_exit.pt"), model,
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(cli(line).errors, HasSubstr("has changed since"));
  EXPECT_TRUE(cli_json({"session", "show", session, "1"}).at("stale").get<bool>());
  EXPECT_FALSE(cli_json({"session", "show", session, "2"}).at("stale").get<bool>());
}

TEST(Train, PrunesQuantizesTrainsAndLeavesNoCheckpoint) {
  TemporaryFolder folder;
  write_all(folder / "r.json", R"({"athena_recipe": 1, "name": "all three", "seed": 5, "steps": [
    {"do": "prune", "rules": [{"kinds": ["Linear"], "criterion": "l1", "amount": 0.2}]},
    {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"}]},
    {"do": "train", "epochs": 1, "samples": 256}]})");
  const auto json = cli_json({"train", sample("digits_cnn.pt"), "--recipe", folder / "r.json", "--data",
                              sample(""), "--samples", "200", "-o", folder / "o.pt"});
  expect_documented_variant(json, "compress");
  EXPECT_GE(json.at("curve").size(), 1u);
  EXPECT_GT(json.at("accuracy"), 0.9);
  EXPECT_THAT(folder.names(), ElementsAre("o.pt", "r.json"));
}

TEST(Train, WantsAStepThatTrainsAndSomethingToResume) {
  TemporaryFolder folder;
  write_all(folder / "r.json", R"({"athena_recipe": 1, "steps": []})");
  write_all(folder / "t.json", R"({"athena_recipe": 1, "steps": [{"do": "train"}]})");
  const auto run = [&](const std::string& recipe) {
    return message(cli_json({"train", sample("digits_cnn.pt"), "--recipe", folder / recipe, "--data",
                             sample(""), "--resume", "-o", folder / "o.pt"},
                            3));
  };
  EXPECT_THAT(run("r.json"), HasSubstr("has no step \"train\""));
  EXPECT_THAT(run("t.json"), HasSubstr("no training to resume"));
  EXPECT_EQ(cli({"train", sample("digits_cnn.pt"), "--recipe", folder / "t.json"}).exit, 2) << "no --data";
}

}  // namespace
}  // namespace athena::test
