// SPDX-License-Identifier: Apache-2.0
#include "core/base/child_process.h"

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "tests/core/base/temporary_folder.h"

namespace athena {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

ProcessResult shell(const std::string& script, const ProcessOptions& options = {}) {
  auto result = run_process("/bin/sh", {"-c", script}, options);
  EXPECT_TRUE(result) << result.error().message;
  return result.value_or(ProcessResult{});
}

/// Whether a killed process is gone, or a zombie that its new parent has not reaped, within 5 s.
bool ends_soon(pid_t process) {
  for (const auto until = std::chrono::steady_clock::now() + 5s; std::chrono::steady_clock::now() < until;) {
    const std::string status = test::read_all("/proc/" + std::to_string(process) + "/stat");
    if (status.empty() || status.find(") Z") != std::string::npos) return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

TEST(ChildProcess, GivesExitCodeAndBothStreams) {
  const ProcessResult result = shell("echo out; echo err >&2; exit 3");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_EQ(result.how_it_ended(), "exited with 3");
  EXPECT_FALSE(result.ok());
}

TEST(ChildProcess, PassesArgumentsAsTheyAre) {
  const auto result = run_process("printf", {"%s|", "a b", "$HOME", "*", ""});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->output, "a b|$HOME|*||");
}

TEST(ChildProcess, StdinIsEmpty) { EXPECT_EQ(shell("cat; echo end").output, "end\n"); }

TEST(ChildProcess, AProgramThatIsNotThereIsNotFound) {
  const auto result = run_process("/no/such/program", {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::NotFound);
  EXPECT_THAT(result.error().message, HasSubstr("/no/such/program"));
}

TEST(ChildProcess, TellsTheSignalOfACrash) {
  const ProcessResult result = shell("kill -SEGV $$");
  EXPECT_EQ(result.signal, SIGSEGV);
  EXPECT_EQ(result.exit_code, -1);
  EXPECT_THAT(result.how_it_ended(), StartsWith("was killed by signal 11"));
}

TEST(ChildProcess, KeepsNoMoreOutputThanAsked) {
  ProcessOptions options;
  options.output_limit = 10;
  const ProcessResult result =
      shell("i=0; while [ $i -lt 50000 ]; do echo 0123456789; i=$((i+1)); done", options);
  EXPECT_TRUE(result.ok());
  EXPECT_TRUE(result.output_truncated);
  EXPECT_EQ(result.output, "0123456789");
}

TEST(ChildProcess, SetsVariablesAndFolder) {
  const test::TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = folder.path();
  options.environment = {{"ATHENA_TEST_VARIABLE", "new value"}, {"HOME", "/elsewhere"}};
  EXPECT_EQ(shell("pwd; echo $ATHENA_TEST_VARIABLE; echo $HOME", options).output,
            folder.path() + "\nnew value\n/elsewhere\n");
}

TEST(ChildProcess, EndsWhatTakesTooLongWithAllItStarted) {
  const test::TemporaryFolder folder;
  ProcessOptions options;
  options.limits.wall_clock = 300ms;
  const ProcessResult result = shell("sleep 60 & echo $!; sleep 60", options);
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.how_it_ended(), "took longer than allowed");
  EXPECT_TRUE(ends_soon(std::stoi(result.output)));
}

TEST(ChildProcess, DoesNotWaitForWhatItLeavesBehind) {
  const ProcessResult result = shell("sleep 600 & exit 4");
  EXPECT_EQ(result.exit_code, 4);
}

TEST(ChildProcess, LimitsTheSizeOfFiles) {
  const test::TemporaryFolder folder;
  ProcessOptions options;
  options.working_folder = folder.path();
  options.limits.file_bytes = 65536;
  const auto result = run_process("dd", {"if=/dev/zero", "of=big", "bs=4096", "count=100"}, options);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->signal, SIGXFSZ);
  EXPECT_LE(std::filesystem::file_size(folder / "big"), 65536u);
}

TEST(ChildProcess, LimitsProcessorTime) {
  ProcessOptions options;
  options.limits.cpu_seconds = 1;
  options.limits.wall_clock = 60s;
  const ProcessResult result = shell("while :; do :; done", options);
  EXPECT_FALSE(result.timed_out);
  EXPECT_TRUE(result.signal == SIGXCPU || result.signal == SIGKILL) << result.how_it_ended();
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(ChildProcess, LimitsMemory) {
  ProcessOptions options;
  options.limits.memory = std::int64_t{64} << 20;
  const auto result = run_process("dd", {"if=/dev/zero", "of=/dev/null", "bs=256M", "count=1"}, options);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_FALSE(result->ok());
  options.limits.memory.reset();
  EXPECT_TRUE(run_process("dd", {"if=/dev/zero", "of=/dev/null", "bs=256M", "count=1"}, options)->ok());
}
#endif

TEST(ChildProcess, InheritsNoOpenFiles) {
  const test::TemporaryFolder folder;
  FILE* open_file = std::fopen((folder / "open").c_str(), "w");
  ASSERT_TRUE(open_file);
  const ProcessResult result = shell("ls -l /proc/$$/fd");
  std::fclose(open_file);
  EXPECT_EQ(result.output.find("open"), std::string::npos) << result.output;
}

TEST(ChildProcess, CancellingKillsIt) {
  std::stop_source stop;
  const JobContext context(stop.get_token(), nullptr, {});
  std::jthread canceller([&] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  const auto result = run_process("sleep", {"600"}, {}, context);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace athena
