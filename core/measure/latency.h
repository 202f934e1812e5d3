// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "athena/types/measurement.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// One timed call of a model; an error ends the run.
using TimedCall = std::function<Status()>;
/// Milliseconds of a clock that only goes forward.
using Clock = std::function<double()>;

Clock steady_clock_ms();

struct LatencyOptions {
  double budget_ms = 3000;  // of one repetition, over all calls of it
  int min_rounds = 9;       // rounds of one repetition, a call of each model per round
  int max_rounds = 2000;
  int max_repetitions = 3;
  double allowed_drift = 0.05;  // of the baseline's median between the halves of a repetition
  int min_warm_up = 3;          // calls of each model before the first that counts
  int max_warm_up = 30;
  double warm_up_ms = 1000;        // none is added to min_warm_up after that
  double warm_up_tolerance = 0.1;  // between the medians of the last three calls and the three before
};

/// The middle of at least one value, the mean of the two middle ones where their number is even.
double median_of(std::span<const double> values);

/// Median, 95th percentile and interquartile range, interpolated between order statistics as numpy does by
/// default.
Latency summarize_times(std::vector<double> ms);

/// |median of the second half / median of the first half - 1|; 0 for fewer than 4 times.
double drift_of(std::span<const double> ms);

/// Calls until two successive medians of three agree, so that LibTorch's profiling executor (which compiles
/// anew during the first calls of a shape) and the caches have settled; at least min_warm_up, at most
/// max_warm_up calls. Gives the last median, ms.
Result<double> warm_up(const TimedCall& call, const Clock& clock, const LatencyOptions& options,
                       const JobContext& job);

struct InterleavedTimes {
  std::vector<std::vector<double>> ms;  // per call, in rounds: ms[c][round]
  double drift = 0;                     // of the baseline
  bool noisy = false;                   // no repetition kept within the allowed drift
};

/// Warms every call up, then times them in turn, A B C A B C ..., so that whatever disturbs the machine meets
/// all alike. A repetition whose baseline drifts is made again; when all drift the calmest counts, marked
/// noisy. The number of rounds follows from the warm-up times and the budget.
Result<InterleavedTimes> time_interleaved(std::span<const TimedCall> calls, std::size_t baseline,
                                          const Clock& clock, const LatencyOptions& options,
                                          const JobContext& job);

}  // namespace athena
