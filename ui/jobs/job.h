// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QList>
#include <QMap>
#include <QPointF>
#include <QString>
#include <QStringList>
#include <optional>

#include "athena/types/job.h"

namespace athena::ui {

/// The window's own number of a job, never used twice; the core's athena::JobId stays inside JobRunner.
enum class JobId : qint64 {};

enum class JobKind {
  OpenModel,
  OpenData,
  Profile,
  Outline,
  Weights,
  Compress,
  Measure,
  Remake,
  Export,
  Machine
};

/// Time a job has really run: it stands still while the job waits or is paused.
class JobClock {
 public:
  void start();
  void hold();
  double seconds() const;

 private:
  QElapsedTimer m_timer;  // valid while it runs
  qint64 m_earlierMs = 0;
};

/// What the window knows of a job.
struct Job {
  JobId id{};
  JobKind kind{};
  QString text;
  JobState state = JobState::Queued;
  double fraction = 0;  // 0..1
  QString doing;
  QStringList warnings;
  Error error;                           // when Failed
  QMap<QString, QList<QPointF>> series;  // everything that came as seriesPoint
  qint64 variant = 0;                    // the result it made, measures or exports; 0: none yet
  bool quiet = false;                    // nobody asked for it: a failure is shown in the list only
  bool listed = true;                    // false: a look that is over in a moment, in no list
  JobClock clock;
  double reportedAt = 0;  // seconds on the clock when `fraction` was

  /// Counts down between the job's reports; none until there is enough to guess from, or once it has ended.
  std::optional<double> secondsLeft() const;
  bool active() const {
    return state == JobState::Queued || state == JobState::Running || state == JobState::Paused;
  }
};

}  // namespace athena::ui
