// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>

#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"

class QStackedWidget;
class QTabBar;

namespace athena::ui {

/// Composes pages, docks and actions over one document and its jobs.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// `factory` makes the workbench that runs the jobs.
  explicit MainWindow(JobRunner::Factory factory, QWidget* parent = nullptr);

  WorkbenchDocument& document() { return m_document; }
  JobRunner& runner() { return m_runner; }
  void showPage(int index);

 private:
  void addPages();
  void addPage(QWidget* page, const QString& title);

  WorkbenchDocument m_document;
  JobRunner m_runner;
  QTabBar* m_tabs = nullptr;
  QStackedWidget* m_pages = nullptr;
};

}  // namespace athena::ui
