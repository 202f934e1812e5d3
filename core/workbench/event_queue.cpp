// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/event_queue.h"

#include <utility>

namespace athena {

bool is_final(JobState state) {
  return state == JobState::Done || state == JobState::Failed || state == JobState::Cancelled;
}

void EventQueue::push(JobEvent event) {
  std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
}

bool EventQueue::drain(const std::function<void(const JobEvent&)>& listener) {
  std::unique_lock lock(mutex_);
  if (draining_) return false;
  draining_ = true;
  bool last = false;
  while (!events_.empty()) {
    const JobEvent event = std::move(events_.front());
    events_.pop_front();
    lock.unlock();
    if (listener) listener(event);
    const auto* change = std::get_if<JobStateChange>(&event.what);
    last = last || (change && is_final(change->state));
    lock.lock();
  }
  draining_ = false;
  return last;
}

}  // namespace athena
