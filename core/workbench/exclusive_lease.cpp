// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <utility>

#include "core/workbench/lanes.h"

namespace athena {

Status Lanes::acquire_lease(Job& job) {
  const auto stop = job.stop.get_token();
  std::unique_lock lock(mutex_);
  job.waits_for_lease = true;
  changed_.notify_all();
  changed_.wait(lock, stop, [&] { return !lease_holder_ && !job.user_paused; });
  job.waits_for_lease = false;
  if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "The job was cancelled.");
  lease_holder_ = &job;
  update_pauses();
  // A job that comes to its poll tells nobody, so look again and again; jobs poll per batch, far more slowly.
  while (!others_stand_still(job) && !stop.stop_requested())
    changed_.wait_for(lock, std::chrono::milliseconds(1));
  if (!stop.stop_requested()) return {};
  lock.unlock();
  release_lease(job);
  return fail(ErrorCode::Cancelled, "The job was cancelled.");
}

void Lanes::release_lease(Job& job) {
  {
    std::lock_guard lock(mutex_);
    if (lease_holder_ == &job) lease_holder_ = nullptr;
    update_pauses();
  }
  changed_.notify_all();
}

void Lanes::update_pauses() {
  for (const JobPtr& job : running_) {
    const bool holds = lease_holder_ == job.get();
    const bool others_lease = lease_holder_ && !holds && job->lane == Lane::Work;
    job->pause.set(!job->stop.stop_requested() && !holds && (job->user_paused || others_lease));
  }
}

bool Lanes::others_stand_still(const Job& job) const {
  return std::all_of(running_.begin(), running_.end(), [&](const JobPtr& other) {
    return other.get() == &job || other->lane != Lane::Work || other->waits_for_lease ||
           other->pause.is_held();
  });
}

ExclusiveLease::ExclusiveLease(ExclusiveLease&& other) noexcept
    : lanes_(other.lanes_), job_(std::exchange(other.job_, nullptr)) {}

ExclusiveLease::~ExclusiveLease() {
  if (job_) lanes_->release_lease(*job_);
}

Result<ExclusiveLease> JobRun::exclusive() {
  {
    std::lock_guard lock(lanes_.mutex_);
    if (lanes_.lease_holder_ == &job_) return ExclusiveLease(&lanes_, nullptr);
  }
  ATHENA_TRY(lanes_.acquire_lease(job_));
  return ExclusiveLease(&lanes_, &job_);
}

}  // namespace athena
