// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "core/kernels/aligned_buffer.h"
#include "core/machine/loops.h"
#include "core/machine/peak.h"
#include "core/machine/timed_team.h"

namespace athena {
namespace {

constexpr std::int64_t kShortestRead = std::int64_t{16} << 20;  // some milliseconds from a near cache

/// Each thread reads its own buffer of at least `per_thread` bytes.
ReadRate rate(std::string from, std::int64_t per_thread, int threads, double budget_s) {
  const auto read = kernels::of_vectors<machine::ReadLoop>(
      kernels::available_isas().back(), machine::sse2::read, machine::avx2::read, machine::avx512vnni::read);
  const std::int64_t bytes =
      std::max<std::int64_t>(per_thread / machine::kReadBytes, 1) * machine::kReadBytes;
  const std::int64_t times = std::max<std::int64_t>(kShortestRead / bytes, 1);
  std::vector<kernels::AlignedBuffer> buffers;
  for (int thread = 0; thread < threads; ++thread) buffers.emplace_back(static_cast<std::size_t>(bytes));
  const double seconds = best_seconds(threads, budget_s, [&](int thread) {
    const void* const data = buffers[static_cast<std::size_t>(thread)].as<char>();
    for (std::int64_t i = 0; i < times; ++i) read(data, bytes);
  });
  return {std::move(from), bytes * threads, static_cast<double>(bytes * times) * threads / seconds / 1e9};
}

}  // namespace

std::vector<ReadRate> read_rates(const std::vector<CacheInfo>& caches, int threads, double budget_s) {
  std::vector<ReadRate> rates;
  std::int64_t last = 0;
  for (const CacheInfo& cache : caches) {
    if (cache.type == "Instruction" || cache.bytes <= 0) continue;
    const int together = std::min(threads, cache.sharers);
    rates.push_back(rate("L" + std::to_string(cache.level), cache.bytes / 2 / together, threads, budget_s));
    last = std::max(last, cache.bytes);
  }
  const std::int64_t memory = std::clamp(4 * last, std::int64_t{64} << 20, std::int64_t{1} << 30);
  rates.push_back(rate("memory", memory / threads, threads, budget_s));
  return rates;
}

}  // namespace athena
