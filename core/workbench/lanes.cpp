// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/lanes.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace athena {
namespace {

Error cancelled() { return {ErrorCode::Cancelled, "The job was cancelled.", {}}; }

Result<Outcome> run_guarded(const JobBody& body, JobRun& run) {
  constexpr const char* kMessage =
      "The job stopped on an error that Athena did not expect; please report it with these details.";
  try {
    return body(run);
  } catch (const std::exception& error) {
    return fail(ErrorCode::Internal, kMessage, error.what());
  } catch (...) {
    return fail(ErrorCode::Internal, kMessage, "an exception of an unknown type");
  }
}

}  // namespace

Lanes::Lanes(Options options) : options_(std::move(options)) {
  const int cores = std::max(options_.cores, 1);
  const int workers = std::clamp(options_.work_threads, 1, cores);
  std::lock_guard lock(mutex_);
  for (int i = 0; i < workers; ++i) {
    const int share = cores / workers + (i < cores % workers ? 1 : 0);
    threads_.emplace_back([this, share](std::stop_token stop) { serve(stop, Lane::Work, share); });
  }
  threads_.emplace_back([this, cores](std::stop_token stop) { serve(stop, Lane::Exclusive, cores); });
}

Lanes::~Lanes() {
  std::vector<JobId> open;
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
    for (const auto& [id, job] : jobs_) open.push_back(id);
  }
  for (const JobId id : open) cancel(id);
  for (auto& thread : threads_) thread.request_stop();
  threads_.clear();
}

JobId Lanes::submit(Lane lane, JobBody body) {
  auto job = std::make_shared<Job>();
  {
    std::lock_guard lock(mutex_);
    job->id = JobId{++last_id_};
    job->lane = lane;
    job->body = std::move(body);
    jobs_.emplace(job->id, job);
    change_state(*job, JobState::Queued);
    if (closing_) {
      end(*job, tl::make_unexpected(cancelled()));
    } else {
      queues_[lane].push_back(job);
      if (lane == Lane::Interactive && queues_[lane].size() > idle_interactive_)
        threads_.emplace_back(
            [this](std::stop_token stop) { serve(stop, Lane::Interactive, std::max(options_.cores, 1)); });
    }
  }
  changed_.notify_all();
  deliver(*job);
  return job->id;
}

Result<Outcome> Lanes::wait(JobId id) {
  std::unique_lock lock(mutex_);
  const JobPtr job = find(id);
  if (job) changed_.wait(lock, [&] { return job->ended; });
  if (!job || jobs_.erase(id) == 0)
    return fail(ErrorCode::NotFound, "There is no job " + std::to_string(static_cast<std::int64_t>(id)) +
                                         ", or its outcome was taken already.");
  return std::move(job->outcome);
}

void Lanes::cancel(JobId id) {
  JobPtr job;
  {
    std::lock_guard lock(mutex_);
    job = find(id);
    if (!job || is_final(job->state)) return;
    job->stop.request_stop();
    if (!job->started) {
      std::erase(queues_[job->lane], job);
      job->body = nullptr;
      end(*job, tl::make_unexpected(cancelled()));
    }
    update_pauses();
  }
  changed_.notify_all();
  deliver(*job);
}

void Lanes::pause(JobId id) {
  JobPtr job;
  {
    std::lock_guard lock(mutex_);
    job = find(id);
    if (!job || is_final(job->state) || job->user_paused) return;
    job->user_paused = true;
    change_state(*job, JobState::Paused);
    update_pauses();
  }
  deliver(*job);
}

void Lanes::resume(JobId id) {
  JobPtr job;
  {
    std::lock_guard lock(mutex_);
    job = find(id);
    if (!job || is_final(job->state) || !job->user_paused) return;
    job->user_paused = false;
    change_state(*job, job->started ? JobState::Running : JobState::Queued);
    update_pauses();
  }
  changed_.notify_all();
  deliver(*job);
}

void Lanes::serve(std::stop_token stop, Lane lane, int cores) {
  if (options_.on_thread) options_.on_thread(lane, cores);
  while (const JobPtr job = take(stop, lane)) run(job, cores);
}

Lanes::JobPtr Lanes::take(std::stop_token stop, Lane lane) {
  std::unique_lock lock(mutex_);
  JobPtr job;
  if (lane == Lane::Interactive) ++idle_interactive_;
  changed_.wait(lock, stop, [&] { return (job = next_in(lane)) != nullptr; });
  if (lane == Lane::Interactive) --idle_interactive_;
  if (!job) return nullptr;
  std::erase(queues_[lane], job);
  running_.push_back(job);
  job->started = true;
  change_state(*job, JobState::Running);
  return job;
}

Lanes::JobPtr Lanes::next_in(Lane lane) {
  if (closing_ || (lane == Lane::Work && lease_holder_)) return nullptr;
  for (const JobPtr& job : queues_[lane])
    if (!job->user_paused) return job;
  return nullptr;
}

void Lanes::run(const JobPtr& job, int cores) {
  deliver(*job);
  Result<Outcome> outcome = [&]() -> Result<Outcome> {
    JobRun run(
        *this, *job,
        JobContext(job->stop.get_token(), &job->pause, [&](JobContext::Said s) { say(*job, std::move(s)); }),
        cores);
    if (job->lane != Lane::Exclusive) return run_guarded(job->body, run);
    ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
    return run_guarded(job->body, run);
  }();
  job->body = nullptr;  // what it captured (models, data) goes before anyone hears of the end
  {
    std::lock_guard lock(mutex_);
    std::erase(running_, job);
    end(*job, std::move(outcome));
  }
  changed_.notify_all();
  deliver(*job);
}

void Lanes::say(Job& job, JobContext::Said said) {
  job.events.push(
      {job.id, std::visit([](auto& what) -> decltype(JobEvent::what) { return std::move(what); }, said)});
  deliver(job);
}

void Lanes::deliver(Job& job) {
  if (!job.events.drain(options_.on_event)) return;
  {
    std::lock_guard lock(mutex_);
    job.ended = true;
  }
  changed_.notify_all();
}

void Lanes::change_state(Job& job, JobState state, Error error) {
  job.state = state;
  job.events.push({job.id, JobStateChange{state, std::move(error)}});
}

void Lanes::end(Job& job, Result<Outcome> outcome) {
  job.outcome = std::move(outcome);
  if (job.outcome) return change_state(job, JobState::Done);
  const bool stopped = job.outcome.error().code == ErrorCode::Cancelled;
  change_state(job, stopped ? JobState::Cancelled : JobState::Failed, job.outcome.error());
}

Lanes::JobPtr Lanes::find(JobId id) const {
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? nullptr : found->second;
}

}  // namespace athena
