// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/event_inbox.h"

#include <utility>

namespace athena::ui {
namespace {

bool isProgress(const JobEvent& event) { return std::holds_alternative<JobProgress>(event.what); }

}  // namespace

void EventInbox::push(const JobEvent& event) {
  const std::lock_guard lock(m_mutex);
  if (!m_events.empty() && isProgress(event) && m_events.back().job == event.job &&
      isProgress(m_events.back())) {
    m_events.back() = event;
    return;
  }
  m_events.push_back(event);
  if (m_events.size() == 1) QMetaObject::invokeMethod(this, &EventInbox::drain, Qt::QueuedConnection);
}

void EventInbox::drain() {
  std::vector<JobEvent> events;
  {
    const std::lock_guard lock(m_mutex);
    events = std::exchange(m_events, {});
  }
  for (const JobEvent& event : events) Q_EMIT arrived(event);
}

}  // namespace athena::ui
