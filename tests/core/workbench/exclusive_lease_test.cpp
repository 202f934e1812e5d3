// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <map>
#include <random>

#include "core/workbench/lanes.h"

namespace athena {
namespace {

Lanes::Options options(int cores, int work_threads) {
  Lanes::Options result;
  result.cores = cores;
  result.work_threads = work_threads;
  return result;
}

Result<Outcome> done() { return Outcome{}; }

/// Polls until it is stopped; `inside` is 1 between two polls, 0 while it may be held.
JobBody poller(std::atomic<int>& inside, std::atomic<int>& steps) {
  return [&](JobRun& run) -> Result<Outcome> {
    for (;;) {
      ATHENA_TRY(run.context().poll());
      ++inside;
      std::this_thread::yield();
      ++steps;
      --inside;
    }
  };
}

void await_steps(const std::atomic<int>& steps, int more) {
  const int from = steps.load();
  while (steps.load() < from + more) std::this_thread::yield();
}

TEST(ExclusiveLease, HoldsRunningWorkAtItsPollAndLetsItGoOn) {
  std::atomic<int> inside{0}, steps{0};
  Lanes lanes(options(2, 2));
  const JobId background = lanes.submit(Lane::Work, poller(inside, steps));
  await_steps(steps, 1);
  for (int round = 0; round < 5; ++round) {
    const JobId timing = lanes.submit(Lane::Exclusive, [&](JobRun&) {
      const int at_start = steps;
      EXPECT_EQ(inside.load(), 0);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      EXPECT_EQ(steps.load(), at_start);
      return done();
    });
    ASSERT_TRUE(lanes.wait(timing));
    await_steps(steps, 2);
  }
  lanes.cancel(background);
  EXPECT_EQ(lanes.wait(background).error().code, ErrorCode::Cancelled);
}

TEST(ExclusiveLease, KeepsNewWorkFromStarting) {
  Lanes lanes(options(2, 2));
  std::latch submitted(1), leased(1);
  std::atomic<bool> released{false};
  const JobId timing = lanes.submit(Lane::Work, [&](JobRun& run) -> Result<Outcome> {
    ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
    leased.count_down();
    submitted.wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    released = true;
    return done();
  });
  leased.wait();
  const JobId work = lanes.submit(Lane::Work, [&](JobRun&) {
    EXPECT_TRUE(released.load());
    return done();
  });
  const JobId quick = lanes.submit(Lane::Interactive, [&](JobRun&) {
    EXPECT_FALSE(released.load());  // the interactive lane is served even so
    return done();
  });
  ASSERT_TRUE(lanes.wait(quick));
  submitted.count_down();
  ASSERT_TRUE(lanes.wait(timing));
  ASSERT_TRUE(lanes.wait(work));
}

TEST(ExclusiveLease, IsGivenToOneWorkJobAfterTheOther) {
  std::atomic<int> holders{0};
  Lanes lanes(options(4, 4));
  std::vector<JobId> ids;
  for (int i = 0; i < 8; ++i)
    ids.push_back(lanes.submit(i % 3 ? Lane::Work : Lane::Exclusive, [&](JobRun& run) -> Result<Outcome> {
      for (int round = 0; round < 5; ++round) {
        ATHENA_TRY(run.context().poll());
        ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
        EXPECT_EQ(++holders, 1);
        std::this_thread::yield();
        --holders;
      }
      return done();
    }));
  for (const JobId id : ids) EXPECT_TRUE(lanes.wait(id));
}

TEST(ExclusiveLease, IsTheSameWhenAskedForTwice) {
  std::atomic<int> inside{0}, steps{0};
  Lanes lanes(options(2, 2));
  const JobId background = lanes.submit(Lane::Work, poller(inside, steps));
  await_steps(steps, 1);
  const JobId timing = lanes.submit(Lane::Work, [&](JobRun& run) -> Result<Outcome> {
    ATHENA_ASSIGN(const ExclusiveLease outer, run.exclusive());
    { ATHENA_ASSIGN(const ExclusiveLease inner, run.exclusive()); }
    const int at_start = steps;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_EQ(steps.load(), at_start);
    return done();
  });
  ASSERT_TRUE(lanes.wait(timing));
  lanes.cancel(background);
}

TEST(ExclusiveLease, CanBeGivenUpWhileWaitingForIt) {
  std::latch go(1), leased(1);
  Lanes lanes(options(2, 2));
  const JobId holder = lanes.submit(Lane::Work, [&](JobRun& run) -> Result<Outcome> {
    ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
    leased.count_down();
    go.wait();
    return done();
  });
  leased.wait();
  const JobId waiting = lanes.submit(Lane::Exclusive, [&](JobRun&) {
    ADD_FAILURE() << "the lease was out";
    return done();
  });
  lanes.cancel(waiting);
  EXPECT_EQ(lanes.wait(waiting).error().code, ErrorCode::Cancelled);
  go.count_down();
  EXPECT_TRUE(lanes.wait(holder));
}

TEST(ExclusiveLease, CanBeGivenUpWhileOthersDoNotPoll) {
  std::latch go(1), busy(1);
  Lanes lanes(options(2, 2));
  const JobId deaf = lanes.submit(Lane::Work, [&](JobRun&) {
    busy.count_down();
    go.wait();
    return done();
  });
  busy.wait();
  const JobId waiting = lanes.submit(Lane::Exclusive, [&](JobRun&) {
    ADD_FAILURE() << "another work job ran";
    return done();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  lanes.cancel(waiting);
  EXPECT_EQ(lanes.wait(waiting).error().code, ErrorCode::Cancelled);
  go.count_down();
  EXPECT_TRUE(lanes.wait(deaf));
}

TEST(ExclusiveLease, AHeldJobCanBeCancelled) {
  std::atomic<int> inside{0}, steps{0};
  std::latch go(1), leased(1);
  Lanes lanes(options(2, 2));
  const JobId held = lanes.submit(Lane::Work, poller(inside, steps));
  await_steps(steps, 1);
  const JobId holder = lanes.submit(Lane::Exclusive, [&](JobRun&) {
    leased.count_down();
    go.wait();
    return done();
  });
  leased.wait();
  lanes.cancel(held);
  EXPECT_EQ(lanes.wait(held).error().code, ErrorCode::Cancelled);
  go.count_down();
  EXPECT_TRUE(lanes.wait(holder));
}

TEST(ExclusiveLease, APauseDuringTheLeaseBeginsAfterIt) {
  std::latch paused(1), leased(1);
  std::atomic<bool> released{false}, went_on{false};
  Lanes lanes(options(2, 2));
  const JobId timing = lanes.submit(Lane::Work, [&](JobRun& run) -> Result<Outcome> {
    {
      ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
      leased.count_down();
      paused.wait();
      ATHENA_TRY(run.context().poll());  // does not hold here: everyone else waits for this job
    }
    released = true;
    ATHENA_TRY(run.context().poll());
    went_on = true;
    return done();
  });
  leased.wait();
  lanes.pause(timing);
  paused.count_down();
  while (!released) std::this_thread::yield();
  const JobId other = lanes.submit(Lane::Work, [](JobRun&) { return done(); });
  EXPECT_TRUE(lanes.wait(other));
  EXPECT_FALSE(went_on);
  lanes.resume(timing);
  EXPECT_TRUE(lanes.wait(timing));
}

/// True where `next` may follow `last` in one job's life.
bool may_follow(JobState last, JobState next) {
  if (is_final(last)) return false;
  if (next == JobState::Done || next == JobState::Failed)
    return last == JobState::Running || last == JobState::Paused;
  return last != next;
}

TEST(Lanes, KeepEveryPromiseUnderRandomUse) {
  const auto seed = std::random_device{}();
  RecordProperty("seed", static_cast<int>(seed));
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mutex mutex;
  std::map<JobId, JobState> last;
  std::atomic<int> working{0}, bad_order{0};
  auto with_listener = options(3, 3);
  with_listener.on_event = [&](const JobEvent& event) {
    const auto* change = std::get_if<JobStateChange>(&event.what);
    if (!change) return;
    std::lock_guard lock(mutex);
    const auto known = last.find(event.job);
    const bool ok =
        known == last.end() ? change->state == JobState::Queued : may_follow(known->second, change->state);
    bad_order += !ok;
    last[event.job] = change->state;
  };
  Lanes lanes(with_listener);
  const JobBody body = [&](JobRun& run) -> Result<Outcome> {
    for (int i = 0; i < 20; ++i) {
      ATHENA_TRY(run.context().poll());
      ++working;
      std::this_thread::yield();
      --working;
      if (i % 7 == 3) {
        ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
        EXPECT_EQ(working.load(), 0);
      }
    }
    return done();
  };
  std::mt19937 random(seed);
  std::vector<JobId> ids;
  for (int i = 0; i < 60; ++i) {
    ids.push_back(lanes.submit(random() % 4 ? Lane::Work : Lane::Exclusive, body));
    const JobId other = ids[random() % ids.size()];
    switch (random() % 4) {
      case 0:
        lanes.cancel(other);
        break;
      case 1:
        lanes.pause(other);
        break;
      case 2:
        lanes.resume(other);
        break;
      default:
        std::this_thread::yield();
    }
  }
  for (const JobId id : ids) lanes.resume(id);
  int completed = 0;
  for (const JobId id : ids) {
    const auto outcome = lanes.wait(id);
    completed += outcome.has_value();
    if (!outcome) {
      EXPECT_EQ(outcome.error().code, ErrorCode::Cancelled);
    }
    std::lock_guard lock(mutex);
    EXPECT_EQ(last[id], outcome ? JobState::Done : JobState::Cancelled);
  }
  EXPECT_GT(completed, 0);
  EXPECT_EQ(bad_order.load(), 0);
}

}  // namespace
}  // namespace athena
