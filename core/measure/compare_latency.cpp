// SPDX-License-Identifier: Apache-2.0
#include "core/measure/compare_latency.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "core/data/binding.h"
#include "core/measure/thread_count.h"

namespace athena {
namespace {

constexpr const char* kAsItIs = "the file as it is";

/// A call that does nothing but run the method; what the data gives was fetched before.
Result<TimedCall> timed_call(const torch::jit::Module& module, const std::string& method,
                             const DataSource& data, const Batch& batch) {
  ATHENA_ASSIGN(const torch::jit::Method found, method_named(module, method));
  return [method = found, &data, &batch]() -> Status {
    ATHENA_TRY(call_method(method, data, batch));
    return {};
  };
}

/// Index of the fastest call by median.
Result<std::size_t> fastest(std::span<const TimedCall> calls, const CompareLatencyOptions& options,
                            const JobContext& job, const Clock& clock) {
  if (calls.size() == 1) return 0;
  LatencyOptions quick = options.timing;
  quick.budget_ms /= 3;
  quick.min_rounds = std::min(quick.min_rounds, 5);
  quick.max_repetitions = 1;
  ATHENA_ASSIGN(const InterleavedTimes times, time_interleaved(calls, 0, clock, quick, job));
  std::size_t best = 0;
  double best_ms = std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < calls.size(); ++c)
    if (const double ms = summarize_times(times.ms[c]).median_ms; ms < best_ms) {
      best = c;
      best_ms = ms;
    }
  return best;
}

}  // namespace

Result<LatencyComparison> compare_latency(const torch::jit::Module& variant,
                                          const torch::jit::Module& original,
                                          const std::vector<Candidate>& candidates, const DataSource& data,
                                          const CompareLatencyOptions& options, const JobContext& job,
                                          const Clock& clock) {
  ATHENA_ASSIGN(const std::int64_t samples, data.samples(options.split));
  if (options.batch < 1 || options.batch > samples)
    return fail(ErrorCode::InvalidArgument, "A batch of " + std::to_string(options.batch) +
                                                " cannot be taken from the " + std::to_string(samples) +
                                                " samples of split '" + options.split + "'.");
  ATHENA_ASSIGN(const ThreadCount threads, ThreadCount::set(options.threads));
  ATHENA_ASSIGN(const Batch batch, data.read(options.split, 0, options.batch));
  const at::NoGradGuard no_grad;

  ATHENA_ASSIGN(const TimedCall call_original, timed_call(original, options.method, data, batch));
  ATHENA_ASSIGN(const TimedCall call_variant, timed_call(variant, options.method, data, batch));
  std::vector<TimedCall> references{call_original};
  for (const Candidate& candidate : candidates) {
    ATHENA_ASSIGN(TimedCall call, timed_call(candidate.module, options.method, data, batch));
    references.push_back(std::move(call));
  }
  ATHENA_ASSIGN(const std::size_t best, fastest(references, options, job.part(0, 0.3), clock));

  std::vector<TimedCall> calls{call_variant, call_original};
  if (best != 0) calls.push_back(references[best]);
  ATHENA_ASSIGN(const InterleavedTimes times,
                time_interleaved(calls, 1, clock, options.timing, job.part(0.3, 1)));
  LatencyComparison comparison;
  comparison.variant = summarize_times(times.ms[0]);
  comparison.original = summarize_times(times.ms[1]);
  comparison.optimized = comparison.original;
  comparison.optimized_as = kAsItIs;
  // The choice was made by a short run: it stands only if this one agrees.
  if (best != 0)
    if (const Latency chosen = summarize_times(times.ms[2]);
        chosen.median_ms < comparison.original.median_ms) {
      comparison.optimized = chosen;
      comparison.optimized_as = candidates[best - 1].name;
    }
  comparison.batch = options.batch;
  comparison.threads = options.threads;
  comparison.noisy = times.noisy;
  return comparison;
}

}  // namespace athena
