// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

class QLabel;
class QStatusBar;

namespace athena::ui {

class JobRunner;
class WorkbenchDocument;

/// Fills the status bar: what the recipe predicts at the left; at the right, what figures are measured with.
class StatusFacts : public QObject {
  Q_OBJECT

 public:
  StatusFacts(WorkbenchDocument& document, JobRunner& runner, QStatusBar* bar);

 private:
  void showPrediction();
  void showEnvironment();

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  QLabel* m_prediction;
  QLabel* m_environment;
};

}  // namespace athena::ui
