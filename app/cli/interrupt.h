// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <signal.h>

#include <functional>
#include <mutex>
#include <thread>

namespace athena::cli {

/// Takes Ctrl-C (SIGINT) and SIGTERM as a request to cancel. It blocks both for this thread and for those
/// made later, so make it before any of them. A second Ctrl-C ends the program at once. A signal that the
/// program was started to ignore stays ignored.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool requested() const;

  /// Calls `act` when cancelling is asked for; at once if it was already. Null: nothing.
  void on_request(std::function<void()> act);

 private:
  void watch();
  /// True at the first request.
  bool take_request();

  sigset_t watched_, before_;
  mutable std::mutex mutex_;
  bool requested_ = false, over_ = false;
  std::function<void()> act_;
  std::thread watcher_;
};

}  // namespace athena::cli
