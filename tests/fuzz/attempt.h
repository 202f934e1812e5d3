// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

#include "athena/types/result.h"

namespace athena::test {

/// How one attempt on a file ended, in a process of its own.
struct Attempt {
  bool finished = false;                     // else a signal ended it, or the time limit
  std::string how;                           // of one that did not finish
  std::string stage;                         // the last that it said it had reached
  Result<std::string> gave = std::string();  // by one that finished: what is to be compared, or a clear error
  double seconds = 0;
  double peak_mib = 0;
};

/// Runs `body` in a fork of this process, which must have one thread. 10 s and 1.5 GiB of address space (as
/// admit.cpp has it) are its limits. `body` may say which stage it has reached. An exception that leaves it
/// counts as not finished.
Attempt attempt(
    const std::function<Result<std::string>(const std::function<void(const std::string&)>& reach)>& body);

}  // namespace athena::test
