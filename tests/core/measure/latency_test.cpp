// SPDX-License-Identifier: Apache-2.0
#include "core/measure/latency.h"

#include <gmock/gmock.h>

#include <numeric>

namespace athena {
namespace {

using ::testing::ElementsAre;

/// A machine whose time passes only when a call says so.
struct FakeMachine {
  double now = 0;
  std::vector<int> order;  // which call ran

  Clock clock() {
    return [this] { return now; };
  }
  /// `ms(n)`: how long the n-th call (from 0) of this model takes.
  TimedCall call(int id, std::function<double(int)> ms) {
    return [this, id, ms = std::move(ms), n = 0]() mutable -> Status {
      order.push_back(id);
      now += ms(n++);
      return {};
    };
  }
};

LatencyOptions rounds(int count) {
  LatencyOptions options;
  options.min_rounds = options.max_rounds = count;
  return options;
}

TEST(SummarizeTimes, InterpolatesAsNumpyDoes) {
  std::vector<double> ms(10);
  std::iota(ms.rbegin(), ms.rend(), 1.0);  // 10, 9, ... 1
  const Latency latency = summarize_times(ms);
  EXPECT_DOUBLE_EQ(latency.median_ms, 5.5);  // numpy.percentile(range(1, 11), 50)
  EXPECT_DOUBLE_EQ(latency.p95_ms, 9.55);    // ..., 95
  EXPECT_DOUBLE_EQ(latency.spread_ms, 4.5);  // 7.75 - 3.25
  EXPECT_EQ(latency.calls, 10);
  EXPECT_EQ(summarize_times({}).calls, 0);
  EXPECT_DOUBLE_EQ(summarize_times({3}).p95_ms, 3);
}

TEST(Drift, ComparesTheMediansOfTheHalves) {
  EXPECT_NEAR(drift_of(std::vector<double>{1, 1, 9, 1.1, 1.1, 1.1}), 0.1, 1e-12);
  EXPECT_NEAR(drift_of(std::vector<double>{2, 2, 1, 1}), 0.5, 1e-12);
  EXPECT_EQ(drift_of(std::vector<double>{1, 2, 3}), 0);
}

TEST(WarmUp, GoesOnUntilTheTimesSettle) {
  FakeMachine machine;
  const auto call = machine.call(0, [](int n) { return n < 8 ? 100.0 - 10 * n : 5.0; });
  const auto ms = warm_up(call, machine.clock(), {}, {});
  ASSERT_TRUE(ms);
  EXPECT_DOUBLE_EQ(*ms, 5);
  EXPECT_EQ(machine.order.size(), 13u);  // eight that fall, then five until two medians of three are equal
}

TEST(WarmUp, HasALeastAndAMostNumberOfCalls) {
  FakeMachine steady;
  ASSERT_TRUE(warm_up(steady.call(0, [](int) { return 1.0; }), steady.clock(), {}, {}));
  EXPECT_GE(steady.order.size(), 3u);
  FakeMachine restless;
  ASSERT_TRUE(warm_up(restless.call(0, [](int n) { return 1.0 + n; }), restless.clock(), {}, {}));
  EXPECT_EQ(restless.order.size(), 30u);
  FakeMachine slow;
  ASSERT_TRUE(warm_up(slow.call(0, [](int) { return 400.0; }), slow.clock(), {}, {}));
  EXPECT_EQ(slow.order.size(), 3u);
}

TEST(TimeInterleaved, TakesTurns) {
  FakeMachine machine;
  const std::vector<TimedCall> calls{machine.call(0, [](int) { return 1.0; }),
                                     machine.call(1, [](int) { return 2.0; }),
                                     machine.call(2, [](int) { return 3.0; })};
  const auto times = time_interleaved(calls, 1, machine.clock(), rounds(4), {});
  ASSERT_TRUE(times) << times.error().message;
  EXPECT_THAT(times->ms[0], ElementsAre(1, 1, 1, 1));
  EXPECT_THAT(times->ms[2], ElementsAre(3, 3, 3, 3));
  EXPECT_FALSE(times->noisy);
  const std::vector<int> counted(machine.order.end() - 12, machine.order.end());
  EXPECT_THAT(counted, ElementsAre(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2));
}

TEST(TimeInterleaved, TheBudgetDecidesTheRounds) {
  FakeMachine machine;
  const std::vector<TimedCall> calls{machine.call(0, [](int) { return 10.0; }),
                                     machine.call(1, [](int) { return 30.0; })};
  LatencyOptions options;
  options.budget_ms = 2000;
  const auto times = time_interleaved(calls, 0, machine.clock(), options, {});
  ASSERT_TRUE(times);
  EXPECT_EQ(times->ms[0].size(), 50u);
}

/// A baseline that settles for its warm-up (six calls), then has a repetition of eight per factor: 1 ms in
/// the first half, `factor` ms in the second.
std::function<double(int)> drifting(std::vector<double> factors) {
  return [factors = std::move(factors)](int n) {
    if (n < 6) return 1.0;
    const auto repetition = static_cast<std::size_t>((n - 6) / 8);
    return (n - 6) % 8 < 4 ? 1.0 : factors[repetition];
  };
}

TEST(TimeInterleaved, ADriftingBaselineIsTimedAgain) {
  FakeMachine machine;
  const std::vector<TimedCall> calls{machine.call(0, drifting({1.2, 1.04}))};
  const auto times = time_interleaved(calls, 0, machine.clock(), rounds(8), {});
  ASSERT_TRUE(times);
  EXPECT_FALSE(times->noisy);
  EXPECT_NEAR(times->drift, 0.04, 1e-12);
  EXPECT_EQ(machine.order.size(), 6u + 16u);
}

TEST(TimeInterleaved, ThreeDriftsAreMarkedNoisyAndTheCalmestCounts) {
  FakeMachine machine;
  const std::vector<TimedCall> calls{machine.call(0, drifting({1.2, 1.1, 1.3}))};
  const auto times = time_interleaved(calls, 0, machine.clock(), rounds(8), {});
  ASSERT_TRUE(times);
  EXPECT_TRUE(times->noisy);
  EXPECT_NEAR(times->drift, 0.1, 1e-12);
  EXPECT_EQ(machine.order.size(), 6u + 24u);
}

TEST(TimeInterleaved, AnErrorOfACallEndsTheRun) {
  FakeMachine machine;
  const std::vector<TimedCall> calls{[]() { return Status(fail(ErrorCode::InvalidArgument, "refused")); }};
  const auto times = time_interleaved(calls, 0, machine.clock(), {}, {});
  ASSERT_FALSE(times);
  EXPECT_EQ(times.error().message, "refused");
}

}  // namespace
}  // namespace athena
