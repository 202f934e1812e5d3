// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "athena/types/job.h"
#include "athena/workbench.h"
#include "core/base/job_context.h"
#include "core/workbench/event_queue.h"

namespace athena {

class JobRun;
using JobBody = std::function<Result<Outcome>(JobRun&)>;

/// Runs jobs in three lanes, each job in one thread from its start to its end.
/// - Interactive: always served at once; a thread is added whenever none is idle.
/// - Work: a fixed number of threads that divide the cores between them; first come, first served.
/// - Exclusive: one job at a time, which holds the exclusive lease from its start.
/// While the lease is out no other work job starts, and those that run hold at their next poll; the lease is
/// given only once all of them stand still.
class Lanes {
 public:
  struct Options {
    int cores = 1;                                   // of all work threads together
    int work_threads = 1;                            // at most `cores`
    std::function<void(const JobEvent&)> on_event;   // must not throw; may call any member but wait()
    std::function<void(Lane, int cores)> on_thread;  // first call of each new thread
  };

  explicit Lanes(Options options);
  /// Cancels what waits and runs, and joins every thread. No wait() may be under way.
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  JobId submit(Lane lane, JobBody body);

  /// Waits until the job has ended and its last event was delivered, and takes its outcome: a second wait
  /// gives NotFound. Cancelled and failed jobs give their error. Not to be called from an event listener.
  Result<Outcome> wait(JobId id);

  /// A queued job ends at once; a running one, paused or not, sees it at its next poll.
  void cancel(JobId id);

  /// Holds a running job at its next poll, keeps a queued one from starting. A job that has the lease goes on
  /// until it gives it back: all other work waits for it.
  void pause(JobId id);
  void resume(JobId id);

 private:
  friend class JobRun;
  friend class ExclusiveLease;

  struct Job {
    JobId id{};
    Lane lane{};
    JobBody body;
    std::stop_source stop;
    PauseToken pause;
    EventQueue events;
    JobState state = JobState::Queued;
    bool started = false, user_paused = false, waits_for_lease = false;
    bool ended = false;  // its last event was delivered
    Result<Outcome> outcome = Outcome{};
  };
  using JobPtr = std::shared_ptr<Job>;

  void serve(std::stop_token stop, Lane lane, int cores);
  JobPtr take(std::stop_token stop, Lane lane);
  JobPtr next_in(Lane lane);
  void run(const JobPtr& job, int cores);
  void say(Job& job, JobContext::Said said);
  void deliver(Job& job);
  void change_state(Job& job, JobState state, Error error = {});
  void end(Job& job, Result<Outcome> outcome);
  JobPtr find(JobId id) const;

  Status acquire_lease(Job& job);
  void release_lease(Job& job);
  void update_pauses();
  bool others_stand_still(const Job& job) const;

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<JobId, JobPtr> jobs_;  // until their outcome is taken
  std::map<Lane, std::deque<JobPtr>> queues_;
  std::vector<JobPtr> running_;
  Job* lease_holder_ = nullptr;
  std::int64_t last_id_ = 0;
  std::size_t idle_interactive_ = 0;
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

/// While it lives, no work job but its owner runs.
class ExclusiveLease {
 public:
  ExclusiveLease(ExclusiveLease&& other) noexcept;
  ExclusiveLease& operator=(ExclusiveLease&&) = delete;
  ~ExclusiveLease();

 private:
  friend class JobRun;
  ExclusiveLease(Lanes* lanes, Lanes::Job* job) : lanes_(lanes), job_(job) {}
  Lanes* lanes_;
  Lanes::Job* job_;  // null where the job had the lease before
};

/// What a job's body may use of its lane.
class JobRun {
 public:
  const JobContext& context() const { return context_; }
  /// Cores this job's thread may use.
  int cores() const { return cores_; }
  /// Waits its turn and until the other work jobs stand still. Cancelled when asked to stop meanwhile.
  Result<ExclusiveLease> exclusive();

 private:
  friend class Lanes;
  JobRun(Lanes& lanes, Lanes::Job& job, JobContext context, int cores)
      : lanes_(lanes), job_(job), context_(std::move(context)), cores_(cores) {}
  Lanes& lanes_;
  Lanes::Job& job_;
  JobContext context_;
  int cores_;
};

}  // namespace athena
