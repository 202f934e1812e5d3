// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <variant>

#include "athena/types/job.h"
#include "athena/types/result.h"

namespace athena {

/// Holds those who poll it while it is set. One per job; set by the person and by the exclusive lease.
class PauseToken {
 public:
  void set(bool paused) {
    {
      std::lock_guard lock(mutex_);
      paused_ = paused;
    }
    changed_.notify_all();
  }
  bool is_set() const {
    std::lock_guard lock(mutex_);
    return paused_;
  }
  void wait() const {
    std::unique_lock lock(mutex_);
    ++holding_;
    changed_.wait(lock, [this] { return !paused_; });
    --holding_;
  }
  /// True once someone really stands still in wait(), until the token is unset.
  bool is_held() const {
    std::lock_guard lock(mutex_);
    return paused_ && holding_ > 0;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool paused_ = false;
  mutable int holding_ = 0;
};

/// How a long function learns that it should stop or hold, and says how far it is. A default-made one does
/// neither.
class JobContext {
 public:
  using Said = std::variant<JobProgress, JobSeriesPoint, JobWarning>;
  using Sink = std::function<void(Said)>;

  JobContext() = default;
  JobContext(std::stop_token stop, const PauseToken* pause, Sink sink)
      : stop_(std::move(stop)), pause_(pause), sink_(std::move(sink)) {}

  /// Call once per batch or layer: holds while paused, then gives Cancelled when asked to stop.
  Status poll() const;

  /// True once asked to stop; never holds. For a loop that waits for something else and must not pause.
  bool stop_requested() const { return stop_.stop_requested(); }

  /// fraction in 0..1 of this context's share of the job.
  void progress(double fraction, std::string doing) const;
  void point(std::string series, double x, double y) const;
  void warn(std::string text) const;

  /// A context of which `listener` hears everything too, after this one's own sink.
  JobContext heard_by(Sink listener) const;

  /// A context whose progress 0..1 is [from, to] of this one's.
  JobContext part(double from, double to) const;

 private:
  std::stop_token stop_;
  const PauseToken* pause_ = nullptr;
  Sink sink_;
  double from_ = 0, to_ = 1;
};

}  // namespace athena
