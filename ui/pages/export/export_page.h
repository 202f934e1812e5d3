// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <optional>

#include "athena/types/parity.h"
#include "ui/jobs/job_runner.h"

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace athena::ui {

class ExportResult;
class MutedLabel;
class WorkbenchDocument;

/// Writes a result as a model that runs elsewhere: which one, where to, what is checked, and what came of it.
class ExportPage : public QWidget {
  Q_OBJECT

 public:
  ExportPage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

  /// Chooses the variant to export.
  void chooseVariant(qint64 id);
  qint64 chosenVariant() const;
  void setFile(const QString& file);
  QString file() const;
  ExportResult* result() const { return m_result; }
  /// Why nothing can be exported now, or what went wrong; empty: all is well.
  QString problem() const;
  bool isEmptyStateShown() const;

 private:
  QWidget* makeContent();
  QWidget* makeChecks();
  void fillVariants();
  void suggestFile();
  void chooseFile();
  void start();
  void onJob(JobId id);
  void updateState();
  bool artefactMissing() const;

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  QComboBox* m_variant;
  QLineEdit* m_file;
  QPushButton *m_export, *m_cancel, *m_remake;
  QProgressBar* m_progress;
  MutedLabel *m_problem, *m_doing, *m_inputs;
  ExportResult* m_result;
  QStackedLayout* m_stack;
  QString m_suggested;         // the last suggestion: what the person typed is not overwritten
  std::optional<JobId> m_job;  // of the export that runs
  QString m_failure;
};

}  // namespace athena::ui
