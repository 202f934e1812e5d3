// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

namespace athena {

/// Runs `work` on `threads` threads that begin together, again and again for about `budget_s` seconds, at
/// least three times. The seconds of the shortest time that all of them took. `work` gets 0 .. threads - 1.
double best_seconds(int threads, double budget_s, const std::function<void(int)>& work);

}  // namespace athena
