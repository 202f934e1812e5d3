// SPDX-License-Identifier: Apache-2.0
#include "core/machine/timed_team.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <cmath>
#include <mutex>
#include <set>

namespace athena {
namespace {

TEST(TimedTeam, GivesEveryThreadItsNumberInEveryRound) {
  std::mutex mutex;
  std::multiset<int> seen;
  const double seconds = best_seconds(3, 0, [&](int thread) {
    const std::lock_guard lock(mutex);
    seen.insert(thread);
  });
  EXPECT_GT(seconds, 0);
  EXPECT_TRUE(std::isfinite(seconds));
  for (const int thread : {0, 1, 2}) EXPECT_EQ(seen.count(thread), 3u) << thread;
}

TEST(TimedTeam, RunsAllThreadsAtOnce) {
  std::barrier all(4);  // nobody passes alone
  std::atomic<int> passed = 0;
  best_seconds(4, 0, [&](int) {
    all.arrive_and_wait();
    ++passed;
  });
  EXPECT_EQ(passed, 12);
}

}  // namespace
}  // namespace athena
