// SPDX-License-Identifier: Apache-2.0
// On every model in the folder that ATHENA_MODELS names (tests/data/make_models.py makes them).
#include <gtest/gtest.h>

#include <sstream>

#include "core/base/child_process.h"
#include "core/graph/flatten.h"
#include "core/graph/load.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/graph/models/made_models.h"

namespace athena::test {
namespace {

/// The lines of compare_calls that do not begin as `wanted` after call and run.
std::string other_lines(const std::string& output, const std::string& wanted) {
  std::istringstream lines(output);
  std::string others;
  for (std::string line; std::getline(lines, line);)
    if (line.find(" " + wanted) == std::string::npos) others += line + "\n";
  return others;
}

Result<ProcessResult> compared(const std::string& name, const torch::jit::Module& other) {
  const TemporaryFolder folder;
  ATHENA_TRY(save_module(other, folder / "other.pt"));
  ProcessOptions options;
  options.output_limit = std::size_t{1} << 24;
  return run_process(variable("ATHENA_COMPARE_CALLS"),
                     {file_of(name, ".pt"), folder / "other.pt", file_of(name, ".calls.pt")}, options);
}

/// Rounding of the model's dtype, which its name tells, over a few layers.
double tolerance(const std::string& name) {
  if (name.find("bfloat16") != std::string::npos) return 2e-2;
  return name.find("half") != std::string::npos ? 2e-3 : 1e-4;
}

class Models : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Models);

TEST_P(Models, PassThroughBitForBit) {
  const auto model = load_model(file_of(GetParam(), ".pt"));
  if (const auto reason = refused().find(GetParam()); reason != refused().end()) {
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().message.find(reason->second), std::string::npos) << model.error().message;
    return;
  }
  ASSERT_TRUE(model) << model.error().message;
  const auto flat = flatten(model->original);
  ASSERT_TRUE(flat) << flat.error().message;
  const auto run = compared(GetParam(), *flat);
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_TRUE(run->ok()) << run->how_it_ended() << "\n" << run->errors;
  EXPECT_NE(run->output.find("run 3 same"), std::string::npos) << run->output;
  EXPECT_EQ(other_lines(run->output, "same"), "");
}

TEST_P(Models, SettleWithinRounding) {
  if (refused().count(GetParam())) GTEST_SKIP() << "refused, see PassThroughBitForBit";
  const auto model = load_model(file_of(GetParam(), ".pt"));
  ASSERT_TRUE(model) << model.error().message;
  const auto run = compared(GetParam(), model->settled);
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_TRUE(run->ok()) << run->how_it_ended() << "\n" << run->errors;
  std::istringstream lines(other_lines(run->output, "same"));
  for (std::string line; std::getline(lines, line);) {
    const auto at = line.find("differs ");
    ASSERT_NE(at, std::string::npos) << line;
    EXPECT_LE(std::stod(line.substr(at + 8)), tolerance(GetParam())) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Made, Models, testing::ValuesIn(model_names()),
                         [](const auto& info) { return info.param; });

TEST(MadeModels, AreThere) {
  if (variable("ATHENA_MODELS").empty())
    GTEST_SKIP() << "LibTorch belongs to no Python, which makes the models";
  EXPECT_GE(model_names().size(), 40u) << "in " << variable("ATHENA_MODELS");
}

}  // namespace
}  // namespace athena::test
