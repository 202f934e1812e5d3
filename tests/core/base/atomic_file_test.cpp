// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/base/io_faults.h"
#include "core/base/sha256.h"
#include "tests/core/base/temporary_folder.h"

namespace athena {
namespace {

using test::read_all;
using test::TemporaryFolder;
using test::write_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr IoStep all_steps[] = {IoStep::Create, IoStep::Write, IoStep::Sync, IoStep::Rename};

TEST(AtomicFile, ReplacesTheOldContents) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file_atomically(folder / "a", "old"));
  ASSERT_TRUE(write_file_atomically(folder / "a", "new"));
  EXPECT_EQ(read_all(folder / "a"), "new");
  EXPECT_THAT(folder.names(), ElementsAre("a"));
}

TEST(AtomicFile, KeepsThePermissionsOfTheFileItReplaces) {
  const TemporaryFolder folder;
  write_all(folder / "a", "old");
  ASSERT_EQ(::chmod((folder / "a").c_str(), 0640), 0);
  ASSERT_TRUE(write_file_atomically(folder / "a", "new"));
  struct stat now {};
  ASSERT_EQ(::stat((folder / "a").c_str(), &now), 0);
  EXPECT_EQ(now.st_mode & 0777, 0640u);
}

TEST(AtomicFile, LeavesNothingWhenDroppedBeforeCommit) {
  const TemporaryFolder folder;
  {
    auto file = AtomicFile::create(folder / "a");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write("half"));
    EXPECT_EQ(folder.names().size(), 1u);
  }
  EXPECT_THAT(folder.names(), ElementsAre());
}

TEST(AtomicFile, TakesAFileThatSomeoneWroteAnewByName) {
  const TemporaryFolder folder;
  auto file = AtomicFile::create(folder / "a");
  ASSERT_TRUE(file);
  ASSERT_EQ(::unlink(file->temporary_path().c_str()), 0);
  write_all(file->temporary_path(), "written by a library");
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(read_all(folder / "a"), "written by a library");
}

TEST(AtomicFile, CommitNewNeverReplaces) {
  const TemporaryFolder folder;
  auto first = AtomicFile::create(folder / "a"), second = AtomicFile::create(folder / "a");
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(first->write("first") && second->write("second"));
  ASSERT_TRUE(first->commit_new());
  const Status status = second->commit_new();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(status.error().message, HasSubstr("exists already"));
  EXPECT_EQ(read_all(folder / "a"), "first");
}

TEST(AtomicFile, CopiesAndTellsTheHash) {
  const TemporaryFolder folder;
  const std::string bytes(2500000, 'x');
  write_all(folder / "from", bytes);
  EXPECT_EQ(copy_file_atomically(folder / "from", folder / "to").value(), sha256(bytes));
  EXPECT_EQ(read_all(folder / "to"), bytes);
}

TEST(AtomicFile, EveryFailingStepKeepsTheOldFileAndLeavesNothing) {
  for (const IoStep failing : all_steps) {
    const TemporaryFolder folder;
    write_all(folder / "a", "old");
    const ScopedIoFault fault([&](IoStep step, const std::string&) { return step == failing ? ENOSPC : 0; });
    const Status status = write_file_atomically(folder / "a", "new");
    ASSERT_FALSE(status) << static_cast<int>(failing);
    EXPECT_EQ(status.error().code, ErrorCode::Io);
    EXPECT_THAT(status.error().message, HasSubstr("the disk is full"));
    EXPECT_THAT(status.error().message, HasSubstr(folder / "a"));
    EXPECT_EQ(read_all(folder / "a"), "old");
    EXPECT_THAT(folder.names(), ElementsAre("a"));
  }
}

TEST(AtomicFile, AFailingReadStopsACopy) {
  const TemporaryFolder folder;
  write_all(folder / "from", "bytes");
  const ScopedIoFault fault([](IoStep step, const std::string&) { return step == IoStep::Read ? EIO : 0; });
  EXPECT_FALSE(copy_file_atomically(folder / "from", folder / "to"));
  EXPECT_THAT(folder.names(), ElementsAre("from"));
}

// A process that dies at any step leaves either the old file or the new one under the name.
TEST(AtomicFile, DeathAtAnyStepLeavesOldOrNewNeverHalf) {
  const std::string old_bytes(100000, 'o'), new_bytes(200000, 'n');
  for (const IoStep deadly :
       {IoStep::Create, IoStep::Write, IoStep::Sync, IoStep::Rename, IoStep::SyncFolder}) {
    const TemporaryFolder folder;
    write_all(folder / "a", old_bytes);
    const pid_t child = ::fork();
    if (child == 0) {
      const ScopedIoFault fault([&](IoStep step, const std::string&) {
        if (step == deadly) ::raise(SIGKILL);
        return 0;
      });
      (void)write_file_atomically(folder / "a", new_bytes);
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the step was never reached";
    EXPECT_EQ(read_all(folder / "a"), deadly == IoStep::SyncFolder ? new_bytes : old_bytes);
  }
}

TEST(AtomicFile, RefusesFoldersAndDevices) {
  const TemporaryFolder folder;
  for (const std::string& path : {folder.path(), std::string("/dev/null"), folder.path() + "/"}) {
    const Status status = write_file_atomically(path, "x");
    ASSERT_FALSE(status) << path;
    EXPECT_THAT(status.error().message, HasSubstr("folder"));
  }
  struct stat device {};
  ASSERT_EQ(::stat("/dev/null", &device), 0);
  EXPECT_TRUE(S_ISCHR(device.st_mode));
}

TEST(AtomicFile, SaysThatTheFolderIsMissing) {
  const Status status = write_file_atomically("/no/such/folder/a", "x");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::NotFound);
  EXPECT_THAT(status.error().message, HasSubstr("folder does not exist"));
}

TEST(AtomicFile, SaysThatThePlaceIsReadOnly) {
  const TemporaryFolder folder;
  const ScopedIoFault fault(
      [](IoStep step, const std::string&) { return step == IoStep::Create ? EROFS : 0; });
  const Status status = write_file_atomically(folder / "a", "x");
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("read-only"));
}

TEST(AtomicFile, TakesTheLongestNameTheSystemAllows) {
  const TemporaryFolder folder;
  const std::string name(255, 'n');
  ASSERT_TRUE(write_file_atomically(folder / name, "x"));
  EXPECT_THAT(folder.names(), ElementsAre(name));
}

TEST(ReadFile, RefusesMoreThanItsLimit) {
  const TemporaryFolder folder;
  write_all(folder / "a", "12345");
  EXPECT_EQ(read_file(folder / "a", 5).value(), "12345");
  const auto result = read_file(folder / "a", 4);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena
