// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job.h"

namespace athena::ui {

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

}  // namespace athena::ui
