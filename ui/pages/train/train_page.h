// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "ui/pages/train/training.h"

class QAction;
class QCheckBox;
class QComboBox;
class QStackedLayout;
class QTableView;

namespace athena::ui {

class EmptyState;
class JobRunner;
class LossPlot;
class MutedLabel;
class ParameterForm;
class TrainingRunsModel;
struct TrainingRun;

/// Fine-tuning: what will be trained, the losses of what trains and of what was trained, and the runs.
class TrainPage : public QWidget {
  Q_OBJECT

 public:
  TrainPage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

  LossPlot* plot() const { return m_plot; }
  TrainingRunsModel* runs() const { return m_runs; }
  QTableView* table() const { return m_table; }
  ParameterForm* form() const { return m_form; }
  /// What stands in place of the page while nothing can train and nothing was trained.
  bool isEmptyStateShown() const;
  QString hint() const;

 private:
  void makeActions();
  QWidget* makeContent();
  QWidget* makeSetup();
  void update();
  void updatePlot();
  void updateActions();
  void addStep();
  void openData();
  const TrainingRun* currentRun() const;

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  TrainingRunsModel* m_runs;
  LossPlot* m_plot;
  QTableView* m_table;
  ParameterForm* m_form;
  MutedLabel* m_hint;
  QStackedLayout* m_stack;
  QAction *m_train, *m_pause, *m_cancel, *m_resume, *m_addStep, *m_openData;
};

}  // namespace athena::ui
