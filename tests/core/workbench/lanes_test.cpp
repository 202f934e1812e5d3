// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/lanes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <random>
#include <set>
#include <stdexcept>

namespace athena {
namespace {

using testing::ElementsAre;
using State = JobState;

/// Keeps every event, and lets a test wait for what it needs to see.
class Log {
 public:
  void add(const JobEvent& event) {
    {
      std::lock_guard lock(mutex_);
      events_.push_back(event);
    }
    changed_.notify_all();
  }
  std::vector<State> states(JobId id) const {
    std::lock_guard lock(mutex_);
    std::vector<State> result;
    for (const auto& event : events_)
      if (const auto* change = std::get_if<JobStateChange>(&event.what); change && event.job == id)
        result.push_back(change->state);
    return result;
  }
  std::vector<double> fractions(JobId id) const {
    std::lock_guard lock(mutex_);
    std::vector<double> result;
    for (const auto& event : events_)
      if (const auto* progress = std::get_if<JobProgress>(&event.what); progress && event.job == id)
        result.push_back(progress->fraction);
    return result;
  }
  void await(JobId id, State state) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return std::any_of(events_.begin(), events_.end(), [&](const JobEvent& event) {
        const auto* change = std::get_if<JobStateChange>(&event.what);
        return event.job == id && change && change->state == state;
      });
    });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<JobEvent> events_;
};

Lanes::Options options(int cores, int work_threads, Log* log = nullptr) {
  Lanes::Options result;
  result.cores = cores;
  result.work_threads = work_threads;
  if (log) result.on_event = [log](const JobEvent& event) { log->add(event); };
  return result;
}

Result<Outcome> done() { return Outcome{}; }

/// Polls until it is stopped, counting its steps.
JobBody endless(std::atomic<int>& steps) {
  return [&steps](JobRun& run) -> Result<Outcome> {
    for (;;) {
      ATHENA_TRY(run.context().poll());
      ++steps;
      std::this_thread::yield();
    }
  };
}

void await_steps(const std::atomic<int>& steps, int more) {
  const int from = steps.load();
  while (steps.load() < from + more) std::this_thread::yield();
}

TEST(Lanes, GiveTheOutcomeOnce) {
  Lanes lanes(options(1, 1));
  const JobId id = lanes.submit(Lane::Work, [](JobRun&) -> Result<Outcome> {
    Variant variant;
    variant.name = "a";
    return Outcome{variant};
  });
  const auto outcome = lanes.wait(id);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(std::get<Variant>(*outcome).name, "a");
  EXPECT_EQ(lanes.wait(id).error().code, ErrorCode::NotFound);
  EXPECT_EQ(lanes.wait(JobId{99}).error().code, ErrorCode::NotFound);
}

TEST(Lanes, TellStatesAndProgressInOrderBeforeWaitReturns) {
  Log log;
  Lanes lanes(options(1, 1, &log));
  const JobId id = lanes.submit(Lane::Work, [](JobRun& run) {
    for (int i = 0; i <= 100; ++i) run.context().progress(i / 100.0, "counting");
    return done();
  });
  ASSERT_TRUE(lanes.wait(id));
  EXPECT_THAT(log.states(id), ElementsAre(State::Queued, State::Running, State::Done));
  const auto fractions = log.fractions(id);
  ASSERT_EQ(fractions.size(), 101u);
  EXPECT_TRUE(std::is_sorted(fractions.begin(), fractions.end()));
}

TEST(Lanes, ServeInteractiveJobsAtOnceWhateverElseRuns) {
  std::atomic<int> steps{0};
  Lanes lanes(options(1, 1));
  lanes.submit(Lane::Work, endless(steps));
  std::latch all_run(4);
  std::vector<JobId> ids;
  for (int i = 0; i < 4; ++i)
    ids.push_back(lanes.submit(Lane::Interactive, [&](JobRun&) {
      all_run.arrive_and_wait();  // passes only if all four run at the same time
      return done();
    }));
  for (const JobId id : ids) EXPECT_TRUE(lanes.wait(id));
}

TEST(Lanes, ReuseAnIdleInteractiveThread) {
  std::atomic<int> threads{0};
  auto with_count = options(1, 1);
  with_count.on_thread = [&](Lane lane, int) { threads += lane == Lane::Interactive; };
  Lanes lanes(with_count);
  for (int i = 0; i < 50; ++i)
    ASSERT_TRUE(lanes.wait(lanes.submit(Lane::Interactive, [&](JobRun&) { return done(); })));
  EXPECT_LT(threads.load(), 50);
}

TEST(Lanes, DivideTheCoresBetweenWorkThreads) {
  std::mutex mutex;
  std::multiset<int> shares;
  std::latch started(3);
  auto with_hook = options(8, 3);
  with_hook.on_thread = [&](Lane lane, int cores) {
    if (lane != Lane::Work) return;
    std::lock_guard lock(mutex);
    shares.insert(cores);
    started.count_down();
  };
  Lanes lanes(with_hook);
  started.wait();
  EXPECT_THAT(shares, ElementsAre(2, 3, 3));

  std::atomic<int> most{0}, now{0};
  std::vector<JobId> ids;
  for (int i = 0; i < 12; ++i)
    ids.push_back(lanes.submit(Lane::Work, [&](JobRun& run) {
      EXPECT_THAT(run.cores(), testing::AnyOf(2, 3));
      const int running = ++now;
      for (int seen = most; seen < running && !most.compare_exchange_weak(seen, running);) {
      }
      std::this_thread::yield();
      --now;
      return done();
    }));
  for (const JobId id : ids) EXPECT_TRUE(lanes.wait(id));
  EXPECT_LE(most.load(), 3);
}

TEST(Lanes, NeverHaveMoreWorkThreadsThanCores) {
  std::atomic<int> total{0};
  std::latch started(2);
  auto with_hook = options(2, 7);
  with_hook.on_thread = [&](Lane lane, int cores) {
    if (lane != Lane::Work) return;
    total += cores;
    started.count_down();
  };
  Lanes lanes(with_hook);
  started.wait();
  EXPECT_EQ(total.load(), 2);
}

TEST(Lanes, RunWorkInTheOrderOfSubmission) {
  Lanes lanes(options(1, 1));
  std::vector<int> order;
  std::vector<JobId> ids;
  for (int i = 0; i < 5; ++i)
    ids.push_back(lanes.submit(Lane::Work, [&order, i](JobRun&) {
      order.push_back(i);
      return done();
    }));
  for (const JobId id : ids) EXPECT_TRUE(lanes.wait(id));
  EXPECT_THAT(order, ElementsAre(0, 1, 2, 3, 4));
}

TEST(Lanes, CancelAQueuedJobWithoutRunningIt) {
  Log log;
  std::atomic<int> steps{0};
  Lanes lanes(options(1, 1, &log));
  const JobId busy = lanes.submit(Lane::Work, endless(steps));
  await_steps(steps, 1);
  std::atomic<bool> ran{false};
  const JobId id = lanes.submit(Lane::Work, [&](JobRun&) {
    ran = true;
    return done();
  });
  lanes.cancel(id);
  EXPECT_EQ(lanes.wait(id).error().code, ErrorCode::Cancelled);
  EXPECT_THAT(log.states(id), ElementsAre(State::Queued, State::Cancelled));
  lanes.cancel(busy);
  EXPECT_EQ(lanes.wait(busy).error().code, ErrorCode::Cancelled);
  EXPECT_THAT(log.states(busy), ElementsAre(State::Queued, State::Running, State::Cancelled));
  EXPECT_FALSE(ran);
}

TEST(Lanes, PauseAndResumeARunningJob) {
  Log log;
  std::atomic<int> steps{0};
  std::atomic<bool> finish{false};
  Lanes lanes(options(1, 1, &log));
  const JobId id = lanes.submit(Lane::Work, [&](JobRun& run) -> Result<Outcome> {
    while (!finish) {
      ATHENA_TRY(run.context().poll());
      ++steps;
    }
    return done();
  });
  await_steps(steps, 1);
  lanes.pause(id);
  lanes.pause(id);
  const int at_pause = steps;
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_LE(steps.load(), at_pause + 1);  // at most the step that was under way
  lanes.resume(id);
  await_steps(steps, 3);
  finish = true;
  ASSERT_TRUE(lanes.wait(id));
  EXPECT_THAT(log.states(id),
              ElementsAre(State::Queued, State::Running, State::Paused, State::Running, State::Done));
}

TEST(Lanes, CancelAPausedJob) {
  Log log;
  std::atomic<int> steps{0};
  Lanes lanes(options(1, 1, &log));
  const JobId id = lanes.submit(Lane::Work, endless(steps));
  await_steps(steps, 1);
  lanes.pause(id);
  lanes.cancel(id);
  EXPECT_EQ(lanes.wait(id).error().code, ErrorCode::Cancelled);
  EXPECT_THAT(log.states(id), ElementsAre(State::Queued, State::Running, State::Paused, State::Cancelled));
}

TEST(Lanes, KeepAPausedQueuedJobBackAndServeTheNext) {
  Log log;
  std::atomic<int> steps{0};
  Lanes lanes(options(1, 1, &log));
  const JobId busy = lanes.submit(Lane::Work, endless(steps));
  const JobId paused = lanes.submit(Lane::Work, [](JobRun&) { return done(); });
  const JobId next = lanes.submit(Lane::Work, [](JobRun&) { return done(); });
  lanes.pause(paused);
  lanes.cancel(busy);
  ASSERT_TRUE(lanes.wait(next));
  EXPECT_THAT(log.states(paused), ElementsAre(State::Queued, State::Paused));
  lanes.resume(paused);
  ASSERT_TRUE(lanes.wait(paused));
  EXPECT_THAT(log.states(paused),
              ElementsAre(State::Queued, State::Paused, State::Queued, State::Running, State::Done));
}

TEST(Lanes, TurnErrorsAndExceptionsIntoFailedJobs) {
  Log log;
  Lanes lanes(options(1, 1, &log));
  const JobId bad = lanes.submit(
      Lane::Work, [](JobRun&) -> Result<Outcome> { return fail(ErrorCode::NotFound, "No such file."); });
  const JobId thrown =
      lanes.submit(Lane::Work, [](JobRun&) -> Result<Outcome> { throw std::runtime_error("a deep reason"); });
  const JobId odd = lanes.submit(Lane::Interactive, [](JobRun&) -> Result<Outcome> { throw 7; });
  const auto first = lanes.wait(bad);
  EXPECT_EQ(first.error().code, ErrorCode::NotFound);
  EXPECT_EQ(first.error().message, "No such file.");
  const auto second = lanes.wait(thrown);
  EXPECT_EQ(second.error().code, ErrorCode::Internal);
  EXPECT_EQ(second.error().details, "a deep reason");
  EXPECT_EQ(lanes.wait(odd).error().code, ErrorCode::Internal);
  EXPECT_THAT(log.states(thrown), ElementsAre(State::Queued, State::Running, State::Failed));
}

TEST(Lanes, AListenerMayCancelFromInsideAnEvent) {
  Log log;
  Lanes* lanes = nullptr;
  std::atomic<int> steps{0};
  auto with_listener = options(1, 1);
  with_listener.on_event = [&](const JobEvent& event) {
    log.add(event);
    if (std::holds_alternative<JobProgress>(event.what)) lanes->cancel(event.job);
  };
  Lanes real(with_listener);
  lanes = &real;
  const JobId id = real.submit(Lane::Work, [&](JobRun& run) -> Result<Outcome> {
    run.context().progress(0.5, "half");
    return endless(steps)(run);
  });
  EXPECT_EQ(real.wait(id).error().code, ErrorCode::Cancelled);
  EXPECT_EQ(steps.load(), 0);
}

TEST(Lanes, DestructionCancelsAndJoins) {
  Log log;
  std::atomic<int> steps{0};
  JobId running, queued, paused;
  {
    Lanes lanes(options(2, 2, &log));
    running = lanes.submit(Lane::Work, endless(steps));
    paused = lanes.submit(Lane::Work, endless(steps));
    log.await(running, State::Running);
    log.await(paused, State::Running);
    lanes.pause(paused);
    queued = lanes.submit(Lane::Work, endless(steps));
  }
  EXPECT_THAT(log.states(running), ElementsAre(State::Queued, State::Running, State::Cancelled));
  EXPECT_THAT(log.states(paused),
              ElementsAre(State::Queued, State::Running, State::Paused, State::Cancelled));
  EXPECT_THAT(log.states(queued), ElementsAre(State::Queued, State::Cancelled));
}

}  // namespace
}  // namespace athena
