// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <optional>

#include "athena/types/machine.h"

class QAction;
class QStackedLayout;

namespace athena::ui {

class FactList;
class JobRunner;
class MutedLabel;
class RooflinePlot;
class SpeedTable;
class WorkbenchDocument;

/// What this machine can reach, and how near the layers of the open model come to it in each scheme.
class MachinePage : public QWidget {
  Q_OBJECT

 public:
  MachinePage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

  QAction* measureAction() const { return m_measure; }
  RooflinePlot* plot() const { return m_plot; }
  SpeedTable* table() const { return m_table; }
  bool isEmptyStateShown() const;
  /// What the figures are of, or what to do for more.
  QString hint() const;

 private:
  QWidget* makeContent();
  void take(const MachineReport& report, const QString& modelHash);
  void forgetLayers();
  void showReport();
  void showFacts();
  void showLayers();
  void updateState();

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  std::optional<MachineReport> m_report;
  QAction* m_measure;
  FactList* m_facts;
  MutedLabel* m_hint;
  RooflinePlot* m_plot;
  SpeedTable* m_table;
  QStackedLayout* m_stack;
};

}  // namespace athena::ui
