// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job.h"

#include <algorithm>

namespace athena::ui {
namespace {

// Less than this says nothing about what is left.
constexpr double kMinimumFraction = 0.02, kMinimumSeconds = 1.0;

}  // namespace

void JobClock::start() {
  if (!m_timer.isValid()) m_timer.start();
}

void JobClock::hold() {
  if (!m_timer.isValid()) return;
  m_earlierMs += m_timer.elapsed();
  m_timer.invalidate();
}

double JobClock::seconds() const {
  return double(m_earlierMs + (m_timer.isValid() ? m_timer.elapsed() : 0)) / 1000;
}

std::optional<double> Job::secondsLeft() const {
  if (!active() || fraction < kMinimumFraction || reportedAt < kMinimumSeconds) return std::nullopt;
  return std::max(0.0, reportedAt / fraction - clock.seconds());
}

}  // namespace athena::ui
