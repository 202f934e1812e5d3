// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QSet>

#include "ui/jobs/job_runner.h"
#include "ui/plots/loss_plot.h"

namespace athena::ui {

class WorkbenchDocument;

/// One training: a job that runs, waits or ended without a result, or a result with its curve.
struct TrainingRun {
  QString key;  // "job:3", "variant:7"
  JobId job{};
  qint64 variant = 0;
  QString name;
  JobState state = JobState::Done;
  double fraction = 1;
  QString doing;
  LossCurve curve;
};

/// The trainings of the session, newest first; a box in the first column says whether its curve is shown.
class TrainingRunsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Name, State, Loss, ColumnCount };

  TrainingRunsModel(WorkbenchDocument& document, JobRunner& runner, QObject* parent = nullptr);

  const std::vector<TrainingRun>& runs() const { return m_runs; }
  bool shown(const QString& key) const { return !m_hidden.contains(key); }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 Q_SIGNALS:
  void shownChanged();

 private:
  void reload();
  void onJob(JobId id);
  void onPoint(JobId id, const QString& series, double x, double y);
  TrainingRun runOf(const Job& job) const;
  QString stateText(const TrainingRun& run) const;

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  std::vector<TrainingRun> m_runs;
  QSet<QString> m_hidden;
};

}  // namespace athena::ui
