// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "app/cli/errors.h"
#include "app/cli/format.h"

namespace athena::cli {
namespace {

using namespace std::chrono_literals;

std::string bar(double fraction) {
  constexpr int width = 20;
  const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * width);
  return "[" + std::string(filled, '#') + std::string(width - filled, '-') + "]";
}

}  // namespace

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::show(const JobEvent& event) {
  const std::lock_guard lock(mutex_);
  if (const auto* warning = std::get_if<JobWarning>(&event.what)) {
    erase();
    report_warning(warning->text);
  } else if (const auto* progress = std::get_if<JobProgress>(&event.what)) {
    const bool other = progress->doing != now_.doing;
    now_ = *progress;
    if (other || std::chrono::steady_clock::now() - drawn_at_ > 100ms) draw();
  } else if (const auto* point = std::get_if<JobSeriesPoint>(&event.what)) {
    loss_ = ", " + point->series + " " + number_text(point->y);
  }
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  erase();
  now_ = {};
  loss_.clear();
}

void Progress::draw() {
  if (!terminal_) return;
  std::cerr << "\r\033[K" << bar(now_.fraction) << " " << static_cast<int>(100 * now_.fraction) << " % "
            << now_.doing << loss_ << std::flush;
  drawn_ = true;
  drawn_at_ = std::chrono::steady_clock::now();
}

void Progress::erase() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

}  // namespace athena::cli
