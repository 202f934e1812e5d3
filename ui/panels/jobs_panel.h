// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>

#include "ui/jobs/job.h"

class QStackedWidget;
class QVBoxLayout;

namespace athena::ui {

class JobRow;
class JobRunner;

/// Every job of this window, the newest on top.
class JobsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit JobsPanel(JobRunner& runner, QWidget* parent = nullptr);

 private:
  void jobsChanged();
  void jobChanged(JobId id);
  JobRow* row(JobId id) const;

  JobRunner& m_runner;
  QStackedWidget* m_stack;
  QVBoxLayout* m_rows;
  QTimer m_tick;  // elapsed time goes on between a job's reports
};

}  // namespace athena::ui
