// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <functional>
#include <mutex>

#include "athena/types/job.h"

namespace athena {

/// The events of one job on their way to the listener: one at a time and in the order of push(), whichever
/// threads push and drain. No lock is held while the listener runs, so it may call back into the lanes.
class EventQueue {
 public:
  void push(JobEvent event);

  /// Hands everything queued to `listener`, unless another thread (or a caller further up this stack) is at
  /// it already and will do so. True when this call delivered the job's last event.
  bool drain(const std::function<void(const JobEvent&)>& listener);

 private:
  std::mutex mutex_;
  std::deque<JobEvent> events_;
  bool draining_ = false;
};

/// Done, Failed or Cancelled: nothing follows.
bool is_final(JobState state);

}  // namespace athena
