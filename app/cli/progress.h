// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <mutex>
#include <string>

#include "athena/types/job.h"

namespace athena::cli {

/// Shows what running jobs say: progress and the last loss in one line of stderr, where that is a terminal;
/// warnings always.
class Progress {
 public:
  Progress();
  /// From any thread.
  void show(const JobEvent& event);
  /// Takes the line away.
  void clear();

 private:
  void draw();
  void erase();

  const bool terminal_;
  std::mutex mutex_;
  JobProgress now_;
  std::string loss_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point drawn_at_;
};

}  // namespace athena::cli
