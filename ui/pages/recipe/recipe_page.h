// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <string>
#include <vector>

class QLineEdit;
class QMenu;
class QSpinBox;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace athena::ui {

class JobRunner;
class MutedLabel;
class StepCard;
class WorkbenchDocument;

/// The recipe: its steps as cards or its text, and what it would make of the open model.
class RecipePage : public QWidget {
  Q_OBJECT

 public:
  RecipePage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

 private:
  QLayout* makeBar();
  QWidget* makeCards();
  QLayout* makeSummary();
  void fillSteps(QMenu& menu);
  void refresh();
  void refreshCards();
  void refreshSummary();
  void importRecipe();
  void exportRecipe();

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  QLineEdit* m_name;
  QSpinBox* m_seed;
  QToolButton* m_asText;
  QStackedWidget* m_stack;
  QWidget* m_empty;
  QVBoxLayout* m_cards;
  std::vector<StepCard*> m_shown;
  std::vector<std::string> m_verbs;  // of the cards
  MutedLabel* m_error;
  MutedLabel* m_predicted;
  MutedLabel* m_remarks;
};

}  // namespace athena::ui
