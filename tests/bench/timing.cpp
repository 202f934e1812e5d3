// SPDX-License-Identifier: Apache-2.0
#include "timing.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace athena::bench {

Timing time_calls(const std::function<void()>& call, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  for (int i = 0; i < 3; ++i) call();
  const auto first = Clock::now();
  call();
  // Several calls per reading of the clock where one is short against it.
  const int calls = std::clamp(static_cast<int>(20e-6 / std::max(since(first), 1e-9)), 1, 1000);
  std::vector<double> times;
  for (const auto start = Clock::now(); times.size() < 3 || since(start) < seconds;) {
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) call();
    times.push_back(since(begin) * 1e6 / calls);
  }
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return {*std::min_element(times.begin(), times.end()), *middle};
}

}  // namespace athena::bench
