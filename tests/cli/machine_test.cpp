// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "core/base/child_process.h"
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"

namespace athena::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

TEST(Machine, IsDescribedAndMeasured) {
  const auto machine = cli_json({"machine"});
  expect_documented(machine, {"Machine"});
  EXPECT_NE(machine.at("cpu"), "");
  EXPECT_GE(machine.at("cores"), 1);
  EXPECT_EQ(machine.at("threads"), 1);
  for (const auto& cache : machine.at("caches")) {
    expect_documented(cache, {"Cache"});
    EXPECT_GT(cache.at("bytes"), 0);
    EXPECT_GE(cache.at("sharers"), 1);
  }
  std::vector<std::string> isas;
  for (const auto& peak : machine.at("peaks")) {
    expect_documented(peak, {"Peak"});
    EXPECT_GT(peak.at("int8_gmacs"), 0.1);
    EXPECT_LT(peak.at("int8_gmacs"), 1e5);
    EXPECT_GT(peak.at("fp32_gmacs"), 0.1);
    EXPECT_LT(peak.at("fp32_gmacs"), 1e5);
    isas.push_back(peak.at("isa"));
  }
  EXPECT_EQ(isas.at(0), "scalar");
  EXPECT_THAT(isas, Contains(machine.at("isa")));
  ASSERT_GE(machine.at("reading").size(), 1u);
  for (const auto& rate : machine.at("reading")) {
    expect_documented(rate, {"Read rate"});
    EXPECT_GT(rate.at("gb_per_s"), 0.01);
    EXPECT_LT(rate.at("gb_per_s"), 1e5);
    EXPECT_GT(rate.at("bytes"), 0);
  }
  EXPECT_EQ(machine.at("reading").back().at("from"), "memory");
  EXPECT_TRUE(machine.at("batch").is_null());
  EXPECT_TRUE(machine.at("layers").empty());
}

TEST(Machine, TimesEveryLayerInEveryScheme) {
  const auto machine = cli_json({"machine", sample("digits_cnn.pt"), "--batch", "4"});
  expect_documented(machine, {"Machine"});
  EXPECT_EQ(machine.at("batch"), 4);
  std::set<std::string> kinds;
  for (const auto& layer : machine.at("layers")) {
    SCOPED_TRACE(layer.at("path").get<std::string>());
    expect_documented(layer, {"Layer speed"});
    kinds.insert(layer.at("kind"));
    EXPECT_EQ(layer.at("input_shape").at(0), 4);
    EXPECT_GT(layer.at("multiply_adds"), 0);
    std::set<std::string> schemes;
    for (const auto& scheme : layer.at("schemes")) {
      expect_documented(scheme, {"Scheme speed"});
      schemes.insert(scheme.at("scheme"));
      EXPECT_EQ(scheme.at("refused"), "");
      for (const char* figure : {"ms", "predicted_ms", "ratio", "gmacs", "intensity"})
        EXPECT_GT(scheme.at(figure), 0) << figure;
      EXPECT_EQ(scheme.at("slower"), scheme.at("ratio") > 1.03);
    }
    EXPECT_EQ(layer.at("schemes").at(0).at("scheme"), "fp32");
    EXPECT_TRUE(schemes.contains("int8-dynamic"));
    EXPECT_EQ(schemes.contains("int4-weight"), layer.at("kind") == "Linear");
    EXPECT_FALSE(schemes.contains("sparse-int8"));
  }
  EXPECT_TRUE(kinds.contains("Linear"));
  EXPECT_TRUE(kinds.contains("Conv2d"));
}

TEST(Machine, PrintsLayersForPeopleOverDataAndControlFlow) {
  const CliResult text = cli({"machine", sample("digits_early_exit.pt")});
  EXPECT_EQ(text.exit, 0) << text.errors;
  EXPECT_THAT(text.output, HasSubstr("int4-dynamic"));
  EXPECT_THAT(text.output, HasSubstr(" ms"));
  EXPECT_EQ(cli({"machine", "missing.pt"}).exit, 3);
}

TEST(Machine, NamesTheInstructionSetsThatItsKernelsNeed) {
  const auto machine = cli_json({"machine"});
  std::vector<std::string> isas;
  for (const auto& peak : machine.at("peaks")) isas.push_back(peak.at("isa"));
  const std::vector<std::string> sets = machine.at("instruction_sets");
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  EXPECT_EQ(has(isas, "avx2"), has(sets, "avx2") && has(sets, "fma"));
  EXPECT_EQ(has(isas, "avx512vnni"), has(sets, "avx512_vnni") && has(sets, "avx512vl"));
}

TEST(Machine, IsPrintedForPeople) {
  const CliResult text = cli({"machine", "--threads", "2"});
  EXPECT_EQ(text.exit, 0) << text.errors;
  EXPECT_THAT(text.output, HasSubstr("measured on 2 threads"));
  EXPECT_THAT(text.output, HasSubstr("\nscalar "));
  EXPECT_THAT(text.output, HasSubstr(" in use\n"));
  EXPECT_THAT(text.output, HasSubstr("\nmemory "));
}

TEST(Machine, SaysWhichKernelsWereForced) {
  const auto forced = [](const std::string& isa) {
    return run_process(cli_program(), {"machine", "--json"}, {.environment = {{"ATHENA_FORCE_ISA", isa}}});
  };
  const auto scalar = forced("scalar");
  ASSERT_TRUE(scalar);
  EXPECT_EQ(nlohmann::json::parse(scalar->output).at("isa"), "scalar");
  const auto unknown = forced("mmx");
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->exit_code, 3);
  EXPECT_THAT(unknown->errors, HasSubstr("ATHENA_FORCE_ISA"));
}

TEST(Auto, TakesWhatIsFasterAndSaysWhatIsNot) {
  const TemporaryFolder folder;
  const std::vector<std::string> line{"compress", sample("digits_cnn.pt"), "--set",     "*=auto",
                                      "-o",       folder / "m.pt",         "--samples", "8"};
  const auto variant = cli_json(line);
  std::size_t served = 0;
  for (const auto& layer : variant.at("layers")) {
    SCOPED_TRACE(layer.dump());
    const std::string kind = layer.at("kind"), scheme = layer.at("scheme"), reason = layer.at("reason");
    if (kind != "Linear" && kind != "Conv2d") continue;
    ++served;
    if (scheme == "fp32")
      EXPECT_THAT(reason, ::testing::MatchesRegex("int8-[a-z]+ is slower here: .* ms against .* ms\\."));
    else
      EXPECT_THAT(scheme, ::testing::AnyOf("int8-dynamic", "int8-weight"));
  }
  EXPECT_GE(served, 3u);
  // The recipe keeps asking for the fastest.
  EXPECT_THAT(variant.at("recipe").dump(), HasSubstr("\"auto\""));
}

TEST(Auto, IsTimedWithoutMeasuringToo) {
  const TemporaryFolder folder;
  const CliResult result = cli(
      {"compress", sample("digits_early_exit.pt"), "--set", "*=auto", "--no-measure", "-o", folder / "m.pt"});
  EXPECT_EQ(result.exit, 0) << result.errors;
  EXPECT_TRUE(std::filesystem::exists(folder / "m.pt"));
}

TEST(Auto, HasNoGridBeforeTheRun) {
  const auto weights = cli_json(
      {"info", sample("digits_transformer.pt"), "--layer", "encoder.layers.0.linear1", "--scheme", "auto"});
  EXPECT_TRUE(weights.at("grid").is_null());
  EXPECT_THAT(weights.at("no_grid").get<std::string>(), HasSubstr("when the recipe runs"));
}

}  // namespace
}  // namespace athena::test
