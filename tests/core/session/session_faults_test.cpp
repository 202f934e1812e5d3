// SPDX-License-Identifier: Apache-2.0
// Disks that fail at every single step, and files with any byte changed.
#include <cerrno>
#include <functional>
#include <random>

#include "core/base/io_faults.h"
#include "core/base/sha256.h"
#include "tests/core/session/examples.h"
#include "tests/core/session/fault_vfs.h"

namespace athena {
namespace {

using test::example_variant;
using test::FaultVfs;
using test::must;
using test::read_all;
using test::TemporaryFolder;
using test::write_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A session with one variant, a draft and a checkpoint.
void make_session(const TemporaryFolder& folder) {
  const auto session = must(Session::create(folder / "s.athena"));
  write_all(folder / "first", "first model");
  write_all(folder / "second", "second model");
  must(session->add_variant(example_variant("first"), folder / "first"));
  must(session->save_draft("old draft"));
  must(session->save_checkpoint("run", folder / "first"));
}

void expect_as_made(const TemporaryFolder& folder) {
  const auto session = must(Session::open(folder / "s.athena"));
  const Variant first = must(session->variant(1));
  test::expect_same(first, example_variant("first"));
  EXPECT_EQ(read_all(must(session->artefact_file(first.artefact))), "first model");
}

/// Does `change` with the session's disk failing from its n-th step on, for every n up to the number it
/// takes.
void fail_at_every_step(int code, const std::string& says,
                        const std::function<Status(Session&, const TemporaryFolder&)>& change,
                        const std::function<void(Session&)>& expect_unchanged) {
  bool succeeded = false;
  int failures = 0;
  for (int step = 1; !succeeded; ++step) {
    const TemporaryFolder folder;
    make_session(folder);
    {
      FaultVfs disk;
      const auto session = must(Session::open(folder / "s.athena"));
      disk.fail_from(step, code);
      const Status status = change(*session, folder);
      succeeded = disk.steps() < step;
      if (!status) {
        ++failures;
        EXPECT_NE(status.error().code, ErrorCode::Internal)
            << status.error().message << status.error().details;
        EXPECT_THAT(status.error().message, HasSubstr(folder / "s.athena"));
        if (step == 1) {
          EXPECT_THAT(status.error().message, HasSubstr(says));
        }
      } else {
        continue;
      }
    }
    expect_as_made(folder);
    expect_unchanged(*must(Session::open(folder / "s.athena")));
    ASSERT_LT(step, 100);
  }
  EXPECT_GT(failures, 2);
}

Status add_second(Session& session, const TemporaryFolder& folder) {
  auto added = session.add_variant(example_variant("second"), folder / "second");
  return added ? Status{} : tl::make_unexpected(added.error());
}

TEST(SessionFaults, AFullDiskAtAnyStepOfAddingAVariantLosesNothing) {
  fail_at_every_step(SQLITE_FULL, "the disk is full", add_second,
                     [](Session& session) { EXPECT_EQ(must(session.variants()).size(), 1u); });
}

TEST(SessionFaults, AFailingDiskAtAnyStepOfAddingAVariantLosesNothing) {
  fail_at_every_step(SQLITE_IOERR_WRITE, "the disk reports an error", add_second,
                     [](Session& session) { EXPECT_EQ(must(session.variants()).size(), 1u); });
}

TEST(SessionFaults, AFullDiskAtAnyStepOfSavingTheDraftKeepsTheOldOne) {
  fail_at_every_step(
      SQLITE_FULL, "the disk is full",
      [](Session& session, const TemporaryFolder&) { return session.save_draft("new draft"); },
      [](Session& session) { EXPECT_EQ(must(session.draft()), "old draft"); });
}

TEST(SessionFaults, AFullDiskAtAnyStepOfACheckpointKeepsTheOldOne) {
  fail_at_every_step(
      SQLITE_FULL, "the disk is full",
      [](Session& session, const TemporaryFolder& folder) {
        return session.save_checkpoint("run", folder / "second");
      },
      [](Session& session) { EXPECT_EQ(read_all(must(session.checkpoint_file("run"))), "first model"); });
}

TEST(SessionFaults, AFullDiskForArtefactsLeavesNothingBehind) {
  for (const IoStep failing : {IoStep::Create, IoStep::Write, IoStep::Sync, IoStep::Rename}) {
    const TemporaryFolder folder;
    make_session(folder);
    const auto session = must(Session::open(folder / "s.athena"));
    {
      const ScopedIoFault fault(
          [&](IoStep step, const std::string&) { return step == failing ? ENOSPC : 0; });
      const Status status = add_second(*session, folder);
      ASSERT_FALSE(status);
      EXPECT_THAT(status.error().message, HasSubstr("the disk is full"));
      EXPECT_FALSE(session->save_checkpoint("run", folder / "second"));
    }
    EXPECT_EQ(must(session->variants()).size(), 1u);
    EXPECT_EQ(read_all(must(session->checkpoint_file("run"))), "first model");
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "s.athena-files")) {
      EXPECT_EQ(entry.path().filename().string(), sha256("first model"));
      ++files;
    }
    EXPECT_EQ(files, 1);
    must(add_second(*session, folder));
  }
}

TEST(SessionFaults, AFullDiskForACopyOrANewSessionLeavesNothingBehind) {
  for (const IoStep failing : {IoStep::Create, IoStep::Write, IoStep::Sync, IoStep::Rename}) {
    const TemporaryFolder folder, target;
    make_session(folder);
    const auto session = must(Session::open(folder / "s.athena"));
    const ScopedIoFault fault([&](IoStep step, const std::string&) { return step == failing ? ENOSPC : 0; });
    const auto copy = session->save_as(target / "copy.athena");
    ASSERT_FALSE(copy);
    EXPECT_THAT(copy.error().message, HasSubstr("the disk is full"));
    EXPECT_THAT(target.names(), ElementsAre());
    EXPECT_FALSE(Session::create(target / "new.athena"));
    EXPECT_THAT(target.names(), ElementsAre());
  }
}

/// All that reads and writes, on a file that may hold anything: an error is fine, a crash is not.
void use_all_of(const std::string& path) {
  const auto opened = Session::open(path);
  if (!opened) {
    EXPECT_NE(opened.error().code, ErrorCode::Internal) << opened.error().message << opened.error().details;
    EXPECT_FALSE(opened.error().message.empty());
    return;
  }
  Session& session = **opened;
  if (const auto all = session.variants())
    for (const Variant& each : *all) (void)session.artefact_file(each.artefact);
  (void)session.variant(1);
  (void)session.models();
  (void)session.datasets();
  (void)session.draft();
  (void)session.checkpoint_file("run");
  (void)session.save_draft("x");
  (void)session.add_variant(example_variant("more"), "");
  (void)session.delete_variant(1);
}

TEST(SessionFaults, MutatedFilesGiveAnErrorOrOpenAndNeverCrash) {
  const unsigned seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  make_session(folder);
  const std::string good = read_all(path);
  int opened = 0;
  for (int round = 0; round < 150; ++round) {
    std::string bytes = good;
    // Half of the mutations hit the header and the schema page, which steer everything else.
    const std::size_t range = round % 2 == 0 ? 4096 : bytes.size();
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips)
      bytes[random() % range] = static_cast<char>(random());
    if (round % 10 == 9) bytes.resize(random() % bytes.size());
    std::filesystem::remove(path + "-journal");
    write_all(path, bytes);
    use_all_of(path);
    opened += Session::open(path).has_value();
  }
  EXPECT_GT(opened, 0) << "no mutation got as far as the code behind the checks";
}

}  // namespace
}  // namespace athena
