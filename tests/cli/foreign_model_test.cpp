// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/base/child_process.h"
#include "core/base/sha256.h"
#include "tests/cli/cli.h"

namespace athena::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// A cache folder of the test's own, where nothing is known yet.
class ForeignModel : public ::testing::Test {
 protected:
  void SetUp() override {
    cache_before_ = std::getenv("XDG_CACHE_HOME") ? std::getenv("XDG_CACHE_HOME") : "";
    ::setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    const char* python = std::getenv("ATHENA_TORCH_PYTHON");
    if (!python || !std::filesystem::exists(python))
      GTEST_SKIP() << "this LibTorch belongs to no Python (ATHENA_TORCH_PYTHON)";
    const std::string script = std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/tests/cli/make_effects.py";
    const auto made = run_process(python, {"-B", script, folder_.path()});
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_TRUE(made->ok()) << made->errors;
  }
  void TearDown() override { ::setenv("XDG_CACHE_HOME", cache_before_.c_str(), 1); }

  /// Refused, with the reason, and nothing was written.
  nlohmann::json refused(const std::string& name, const std::vector<std::string>& more = {}) {
    std::vector<std::string> line{"benchmark", folder_ / name};
    line.insert(line.end(), more.begin(), more.end());
    const auto error = cli_json(line, 3).at("error");
    EXPECT_FALSE(written());
    return error;
  }
  bool written() const { return std::filesystem::exists(folder_ / "written"); }

  TemporaryFolder folder_;
  std::string cache_before_;
};

TEST_F(ForeignModel, ThatWritesAFileIsRefusedBeforeItDoes) {
  for (const char* name : {"saves.pt", "loads.pt", "default.pt"}) {
    const auto error = refused(name);
    EXPECT_EQ(error.at("code"), "not_allowed") << name;
    EXPECT_THAT(error.at("message").get<std::string>(),
                AllOf(HasSubstr(name), HasSubstr("aten::save"), HasSubstr("has not run it")));
  }
  EXPECT_THAT(cli({"info", folder_ / "saves.pt"}).errors, HasSubstr("--trust"));
  EXPECT_THAT(refused("loads.pt").at("details").get<std::string>(), HasSubstr("Loads.__setstate__"));
}

TEST_F(ForeignModel, ThatIsTrustedDoesWhatItDoesAndIsRemembered) {
  EXPECT_EQ(cli({"info", folder_ / "loads.pt", "--trust"}).exit, 0);
  EXPECT_TRUE(written());
  std::filesystem::remove(folder_ / "written");
  EXPECT_EQ(cli({"info", folder_ / "loads.pt"}).exit, 0);
  EXPECT_TRUE(written());
}

TEST_F(ForeignModel, ThatIsTrustedIsOpenedByEveryCommandThatTakesOne) {
  const std::string model = folder_ / "saves.pt", session = folder_ / "s.athena";
  EXPECT_EQ(cli({"compress", model, "--trust", "--set", "@Linear=fp16", "--no-measure", "--session", session,
                 "--name", "mine"})
                .exit,
            0);
  const std::vector<std::vector<std::string>> lines = {
      {"recipe", "check", "--set", "@Linear=fp16", "--model", model},
      {"data", "show", sample("t10k-images-idx3-ubyte.gz"), "--model", model},
      {"data", "new", sample("t10k-images-idx3-ubyte.gz"), "--model", model, "-o", folder_ / "d.data.json"},
      {"export", session, "mine", "-o", folder_ / "out.pt"},
  };
  for (std::vector<std::string> line : lines) {
    SCOPED_TRACE(line[0] + " " + line[1]);
    std::filesystem::remove_all(folder_ / "cache");
    EXPECT_EQ(cli_json(line, 3).at("error").at("code"), "not_allowed");
    line.push_back("--trust");
    const CliResult trusted = cli(line);
    EXPECT_EQ(trusted.exit, 0) << trusted.errors;
  }
}

TEST_F(ForeignModel, ThatNeverReturnsIsEnded) {
  const auto error = refused("loops.pt");
  EXPECT_EQ(error.at("code"), "not_allowed");
  EXPECT_THAT(error.at("message").get<std::string>(), HasSubstr("processor time"));
}

TEST_F(ForeignModel, ThatCrashesLibTorchIsDamaged) {
  const auto error = refused("deep.pt");
  EXPECT_EQ(error.at("code"), "corruption");
  EXPECT_THAT(error.at("message").get<std::string>(), AllOf(HasSubstr("deep.pt"), HasSubstr("signal")));
}

TEST_F(ForeignModel, ThatIsGoodIsTriedOnce) {
  EXPECT_EQ(cli({"info", sample("digits_cnn.pt")}).exit, 0);
  const auto hash = sha256_file(sample("digits_cnn.pt"));
  ASSERT_TRUE(hash);
  std::size_t known = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "cache"))
    known += entry.path().filename() == *hash;
  EXPECT_EQ(known, 1u);
  // Known, it needs no process that could try it.
  const auto info =
      run_process("/usr/bin/env", {"ATHENA_CLI=/nowhere", cli_program(), "info", sample("digits_cnn.pt")});
  ASSERT_TRUE(info);
  EXPECT_TRUE(info->ok()) << info->errors;
}

TEST_F(ForeignModel, ThatIsKnownIsReadWhileItLoads) {
  const std::string model = folder_ / "model.pt", other = sample("digits_cnn.pt");
  std::filesystem::copy_file(sample("digits_early_exit.pt"), model);
  std::this_thread::sleep_for(std::chrono::seconds(4));  // until its times are those of no later change
  const auto first = cli_json({"info", model}), second = cli_json({"info", model});
  EXPECT_EQ(first, second);
  EXPECT_EQ(cli({"info", other}).exit, 0);
  // As if its bytes had changed and its times had not.
  std::size_t stamps = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "cache"))
    if (entry.path().parent_path().filename() == "stamps") {
      ++stamps;
      std::ofstream(entry.path()) << *sha256_file(other);
    }
  EXPECT_EQ(stamps, 2u);
  const auto error = cli_json({"info", model}, 3).at("error");
  EXPECT_EQ(error.at("code"), "corruption");
  EXPECT_THAT(error.at("message").get<std::string>(), HasSubstr("other bytes than when it was last opened"));
}

}  // namespace
}  // namespace athena::test
