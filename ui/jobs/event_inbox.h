// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <mutex>
#include <vector>

#include "athena/types/job.h"

namespace athena::ui {

/// Carries job events from the jobs' threads to the window's. However fast they come, the window is woken
/// once per batch, and of a job's progress only the newest of a batch arrives.
class EventInbox : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  /// From any thread.
  void push(const JobEvent& event);

 Q_SIGNALS:
  void arrived(const athena::JobEvent& event);  // in the inbox's own thread

 private:
  void drain();
  std::mutex m_mutex;
  std::vector<JobEvent> m_events;
};

}  // namespace athena::ui
