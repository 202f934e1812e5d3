// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <functional>

#include "athena/types/result.h"
#include "ui/models/results_model.h"

class QAction;
class QLabel;
class QStackedLayout;
class QTabWidget;

namespace athena::ui {

class JobRunner;
class LayerDetails;
class ResultCharts;
class ResultsView;

/// Every result of the session side by side: two linked charts over a table, and the layers of the selected.
class ComparePage : public QWidget {
  Q_OBJECT

 public:
  ComparePage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

  ResultsModel* model() const { return m_model; }
  ResultsView* table() const { return m_table; }
  ResultCharts* charts() const { return m_charts; }
  LayerDetails* layers() const { return m_layers; }
  /// Lines that say what cannot be compared and why; empty: everything can.
  QString incomparableText() const;
  bool isEmptyStateShown() const;

  Status saveCharts(const QString& file);
  Status saveTable(const QString& file);  // CSV

 Q_SIGNALS:
  void exportRequested(qint64 variant);
  void failed(const athena::Error& error);

 private:
  QWidget* makeContent();
  QWidget* makeTablePane();
  void makeActions();
  void reload();
  void syncFromTable();
  void syncFromDocument();
  void updateActions();
  void setIncomparable();
  void measureIncomparable();
  QList<qint64> selectedVariants() const;
  void say(const Status& status);
  void askAndSave(const QString& title, const QString& name, const QString& filter,
                  const std::function<Status(const QString&)>& save);

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  ResultsModel* m_model;
  ResultsView* m_table;
  ResultCharts* m_charts;
  LayerDetails* m_layers;
  QLabel* m_incomparable;
  QTabWidget* m_tabs;
  QStackedLayout* m_stack;
  QAction *m_run, *m_take, *m_measure, *m_export, *m_delete, *m_rename, *m_note, *m_copyCommand, *m_remake,
      *m_copyTable, *m_saveTable, *m_saveCharts;
};

}  // namespace athena::ui
