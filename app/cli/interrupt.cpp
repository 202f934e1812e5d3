// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.h"

#include <unistd.h>

#include "app/cli/exit_code.h"

namespace athena::cli {
namespace {

constexpr int wake = SIGUSR1;  // ends the watcher

bool is_ignored(int number) {
  struct sigaction now {};
  return ::sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

}  // namespace

Interrupt::Interrupt() {
  ::sigemptyset(&watched_);
  ::sigaddset(&watched_, wake);
  for (const int number : {SIGINT, SIGTERM})
    if (!is_ignored(number)) ::sigaddset(&watched_, number);
  ::pthread_sigmask(SIG_BLOCK, &watched_, &before_);
  watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  ::pthread_kill(watcher_.native_handle(), wake);
  watcher_.join();
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupt::requested() const {
  const std::lock_guard lock(mutex_);
  return requested_;
}

void Interrupt::on_request(std::function<void()> act) {
  const std::lock_guard lock(mutex_);
  act_ = std::move(act);
  if (requested_ && act_) act_();
}

bool Interrupt::take_request() {
  const std::lock_guard lock(mutex_);
  if (requested_) return false;
  requested_ = true;
  if (act_) act_();
  return true;
}

void Interrupt::watch() {
  for (int number = 0; ::sigwait(&watched_, &number) == 0;) {
    if (number == wake) {
      const std::lock_guard lock(mutex_);
      if (over_) return;
    } else if (!take_request()) {
      ::_exit(static_cast<int>(ExitCode::Cancelled));
    }
  }
}

}  // namespace athena::cli
