// SPDX-License-Identifier: Apache-2.0
#include "core/base/environment.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <thread>

#include "core/base/child_process.h"

namespace athena {
namespace {

using ::testing::EndsWith;
using ::testing::MatchesRegex;

TEST(Environment, TimeIsIso8601InUtc) {
  EXPECT_THAT(utc_now(),
              MatchesRegex("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z"));
}

TEST(Environment, CoresAreThoseOfTheAffinityMask) {
  const auto nproc = run_process("nproc", {}, {.environment = {{"OMP_NUM_THREADS", ""}}});
  ASSERT_TRUE(nproc);
  EXPECT_EQ(usable_cores(), std::stoi(nproc->output));
}

TEST(Environment, MachineNamesProcessorAndCores) {
  EXPECT_THAT(machine_description(), MatchesRegex(".+, [0-9]+ cores?"));
  EXPECT_EQ(machine_description(), machine_description());
}

TEST(Environment, ExecutableFolderHoldsThisProgram) {
  const auto folder = executable_folder();
  ASSERT_TRUE(folder);
  EXPECT_TRUE(std::filesystem::exists(*folder + "/test_base")) << *folder;
}

}  // namespace
}  // namespace athena
