// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

namespace athena::bench {

struct Timing {
  double best_us = 0, median_us = 0;  // of one call
};

/// Calls `call` for about `seconds`, after three calls to warm up.
Timing time_calls(const std::function<void()>& call, double seconds);

}  // namespace athena::bench
