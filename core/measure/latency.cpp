// SPDX-License-Identifier: Apache-2.0
#include "core/measure/latency.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

namespace athena {
namespace {

/// `sorted` is not empty; q in 0..1.
double quantile(std::span<const double> sorted, double q) {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

Result<double> time_of(const TimedCall& call, const Clock& clock) {
  const double begin = clock();
  ATHENA_TRY(call());
  return clock() - begin;
}

Result<std::vector<std::vector<double>>> time_rounds(std::span<const TimedCall> calls, int rounds,
                                                     const Clock& clock, const JobContext& job) {
  std::vector<std::vector<double>> ms(calls.size());
  for (int round = 0; round < rounds; ++round) {
    ATHENA_TRY(job.poll());
    for (std::size_t c = 0; c < calls.size(); ++c) {
      ATHENA_ASSIGN(const double time, time_of(calls[c], clock));
      ms[c].push_back(time);
    }
    job.progress((round + 1.0) / rounds, "timing");
  }
  return ms;
}

}  // namespace

Clock steady_clock_ms() {
  return [] {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
  };
}

double median_of(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return quantile(sorted, 0.5);
}

Latency summarize_times(std::vector<double> ms) {
  if (ms.empty()) return {};
  std::sort(ms.begin(), ms.end());
  return {quantile(ms, 0.5), quantile(ms, 0.95), quantile(ms, 0.75) - quantile(ms, 0.25),
          static_cast<int>(ms.size())};
}

double drift_of(std::span<const double> ms) {
  if (ms.size() < 4) return 0;
  const double first = median_of(ms.first(ms.size() / 2)), second = median_of(ms.last(ms.size() / 2));
  return first > 0 ? std::abs(second / first - 1) : 0;
}

Result<double> warm_up(const TimedCall& call, const Clock& clock, const LatencyOptions& options,
                       const JobContext& job) {
  constexpr std::size_t kWindow = 3;
  std::vector<double> ms;
  double whole_ms = 0;
  for (int i = 0; i < std::max(options.max_warm_up, 1); ++i) {
    ATHENA_TRY(job.poll());
    ATHENA_ASSIGN(const double time, time_of(call, clock));
    ms.push_back(time);
    whole_ms += time;
    if (i + 1 < options.min_warm_up) continue;
    if (whole_ms > options.warm_up_ms) break;
    if (ms.size() < 2 * kWindow) continue;
    const std::span<const double> all(ms);
    const double now = median_of(all.last(kWindow)), before = median_of(all.last(2 * kWindow).first(kWindow));
    if (std::abs(now - before) <= options.warm_up_tolerance * before) break;
  }
  return median_of(std::span<const double>(ms).last(std::min(kWindow, ms.size())));
}

Result<InterleavedTimes> time_interleaved(std::span<const TimedCall> calls, std::size_t baseline,
                                          const Clock& clock, const LatencyOptions& options,
                                          const JobContext& job) {
  double round_ms = 0;
  for (std::size_t c = 0; c < calls.size(); ++c) {
    ATHENA_ASSIGN(const double ms, warm_up(calls[c], clock, options, job));
    round_ms += ms;
    job.progress(0.2 * static_cast<double>(c + 1) / static_cast<double>(calls.size()), "warming up");
  }
  const double affordable = round_ms > 0 ? options.budget_ms / round_ms : options.max_rounds;
  const int rounds = static_cast<int>(std::clamp(affordable, static_cast<double>(options.min_rounds),
                                                 static_cast<double>(options.max_rounds)));

  InterleavedTimes best;
  best.drift = std::numeric_limits<double>::infinity();
  for (int repetition = 0; repetition < options.max_repetitions; ++repetition) {
    ATHENA_ASSIGN(auto ms, time_rounds(calls, rounds, clock, job.part(0.2, 1)));
    const double drift = drift_of(ms[baseline]);
    if (drift < best.drift) best = {std::move(ms), drift, false};
    if (best.drift <= options.allowed_drift) return best;
  }
  best.noisy = true;
  return best;
}

}  // namespace athena
