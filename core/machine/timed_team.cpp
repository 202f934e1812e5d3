// SPDX-License-Identifier: Apache-2.0
#include "core/machine/timed_team.h"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <limits>
#include <thread>
#include <vector>

namespace athena {

double best_seconds(int threads, double budget_s, const std::function<void(int)>& work) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  std::barrier gate(threads);
  bool more = true;  // written by the caller alone, between a round's end and the next one's begin
  std::vector<std::jthread> others;
  for (int thread = 1; thread < threads; ++thread)
    others.emplace_back([&, thread] {
      for (gate.arrive_and_wait(); more; gate.arrive_and_wait()) {
        work(thread);
        gate.arrive_and_wait();
      }
    });
  double best = std::numeric_limits<double>::infinity();
  const auto start = Clock::now();
  for (int round = 0; round < 3 || seconds_since(start) < budget_s; ++round) {
    gate.arrive_and_wait();
    const auto begin = Clock::now();
    work(0);
    gate.arrive_and_wait();
    best = std::min(best, seconds_since(begin));
  }
  more = false;
  gate.arrive_and_wait();
  return best;
}

}  // namespace athena
