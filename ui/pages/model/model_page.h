// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "athena/types/model_info.h"

class QStackedWidget;
class QTreeWidget;

namespace athena::ui {

class ElidedLabel;
class FactList;
class JobRunner;
class MutedLabel;
class WorkbenchDocument;

/// What the open model is: the file, its methods and their control flow, its layers by kind; and the data it
/// is measured on.
class ModelPage : public QWidget {
  Q_OBJECT

 public:
  ModelPage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeContent();
  void showModel();
  void showMethods(const ModelInfo& info);
  void showKinds(const ModelInfo& info);
  void showData();

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  QStackedWidget* m_stack;
  ElidedLabel* m_name;
  FactList* m_facts;
  QTreeWidget* m_methods;
  QTreeWidget* m_kinds;
  FactList* m_data;
  MutedLabel* m_noData;
};

}  // namespace athena::ui
