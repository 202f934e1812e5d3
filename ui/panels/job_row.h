// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

#include "ui/jobs/job.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace athena::ui {

class ElidedLabel;
class IconLabel;
class JobRunner;
class MutedLabel;

/// One job: how it stands, how long it takes, and the buttons to hold or stop it.
class JobRow : public QFrame {
  Q_OBJECT

 public:
  JobRow(JobRunner& runner, JobId id, QWidget* parent = nullptr);
  JobId id() const { return m_id; }
  void refresh();

 private:
  void showState(const Job& job);
  void showMessage(const Job& job);

  JobRunner& m_runner;
  const JobId m_id;
  IconLabel* m_state;
  ElidedLabel* m_text;
  QProgressBar* m_bar;
  ElidedLabel* m_doing;
  QLabel* m_time;
  QToolButton* m_pause;
  QToolButton* m_cancel;
  QToolButton* m_copy;
  MutedLabel* m_message;
};

}  // namespace athena::ui
