// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QTableView;
class QToolButton;

namespace athena::ui {

class ParameterForm;
class RuleTableModel;
class WorkbenchDocument;

/// The rules of a step as a table, and the parameters of the one that is selected.
class RulesEditor : public QWidget {
  Q_OBJECT

 public:
  RulesEditor(WorkbenchDocument& document, std::size_t step, QWidget* parent = nullptr);

 private:
  void rowsChanged();
  void selectionChanged();
  void moveSelected(int by);
  int selectedRow() const;

  RuleTableModel* m_rules;
  QTableView* m_table;
  ParameterForm* m_form;
  QToolButton* m_remove;
  QToolButton* m_up;
  QToolButton* m_down;
};

}  // namespace athena::ui
