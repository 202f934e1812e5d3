// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <stdlib.h>

#include <cmath>
#include <filesystem>

#include "core/export/verify.h"
#include "tests/core/base/temporary_folder.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

constexpr const char* kAnswer =
    R"({"schema": 1, "passed": true, "message": "Fine.", "max_abs_difference": 0.5,
  "agreement": {"top1": 1.0, "cosine": 1.0, "sqnr_db": null, "mean_kl": null, "samples": 3, "random_inputs": true},
  "layers": [{"path": "fc", "kind": "Linear", "scheme": "int8-dynamic", "kernel": "k", "calls": 2,
              "bytes_before": 0, "bytes_after": 9, "sparsity": 0.0, "reason": ""}]})";

/// A shell script in the place of athena-cli.
class FreshProcess : public ::testing::Test {
 protected:
  FreshProcess() : former_(value_or_empty(std::getenv("ATHENA_CLI"))) {}
  ~FreshProcess() override { ::setenv("ATHENA_CLI", former_.c_str(), 1); }

  Result<VerifyReport> verify_with(const std::string& script) {
    const std::string path = folder_ / "cli";
    test::write_all(path, "#!/bin/sh\n" + script);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    ::setenv("ATHENA_CLI", path.c_str(), 1);
    return verify_in_fresh_process({"m.pt", "o.pt", "data dir", "seen"}, {});
  }

  const test::TemporaryFolder folder_;

 private:
  static std::string value_or_empty(const char* value) { return value ? value : ""; }
  const std::string former_;
};

TEST_F(FreshProcess, PassesTheRequestOnAndReadsTheAnswer) {
  const auto report =
      verify_with("echo \"$@\" > " + (folder_ / "said") + "\ncat <<'END'\n" + kAnswer + "\nEND\n");
  ASSERT_TRUE(report) << report.error().message << report.error().details;
  EXPECT_EQ(test::read_all(folder_ / "said"),
            "verify m.pt --against o.pt --json --data data dir --expected seen\n");
  EXPECT_TRUE(report->passed);
  EXPECT_EQ(report->message, "Fine.");
  EXPECT_EQ(report->max_abs_difference, 0.5);
  EXPECT_TRUE(std::isinf(report->agreement.sqnr_db));
  EXPECT_TRUE(std::isnan(report->agreement.mean_kl));
  EXPECT_TRUE(report->agreement.random_inputs);
  ASSERT_EQ(report->layers.size(), 1u);
  EXPECT_EQ(report->layers[0].calls, 2);
}

TEST_F(FreshProcess, AMissingProgramIsNamed) {
  ::setenv("ATHENA_CLI", "/nowhere/athena-cli", 1);
  const auto report = verify_in_fresh_process({"m.pt", "o.pt", "", ""}, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::NotFound);
  EXPECT_THAT(report.error().message, HasSubstr("/nowhere/athena-cli"));
}

TEST_F(FreshProcess, ItsOwnErrorsComeThrough) {
  const auto report = verify_with(
      R"(echo '{"schema": 1, "error": {"code": "corruption", "message": "m.pt is damaged.", "details": "x"}}'; exit 3)");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::Unmet);
  EXPECT_THAT(report.error().message, HasSubstr("m.pt is damaged."));
}

TEST_F(FreshProcess, ACrashOrNonsenseIsNoAnswer) {
  const auto crashed = verify_with("echo 'terrible things' >&2; kill -SEGV $$");
  ASSERT_FALSE(crashed);
  EXPECT_EQ(crashed.error().code, ErrorCode::Internal);
  EXPECT_THAT(crashed.error().message, HasSubstr("signal 11"));
  EXPECT_THAT(crashed.error().message, HasSubstr("terrible things"));
  for (const char* script :
       {"echo hello", "echo '{}'", "echo '[1]'", "echo '{\"passed\": \"maybe\"}'", "true"})
    EXPECT_EQ(verify_with(script).error().code, ErrorCode::Internal) << script;
}

}  // namespace
}  // namespace athena
