// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

#include "athena/types/recipe.h"

class QToolButton;

namespace athena::ui {

class ParameterForm;
class WorkbenchDocument;

/// One step of the recipe, with its parameters or rules, and the buttons to move and remove it.
class StepCard : public QFrame {
  Q_OBJECT

 public:
  StepCard(WorkbenchDocument& document, std::size_t index, QWidget* parent = nullptr);
  void refresh();

 private:
  QLayout* makeHeader();
  const Step& step() const;

  WorkbenchDocument& m_document;
  const std::size_t m_index;
  ParameterForm* m_form = nullptr;
  QToolButton* m_up = nullptr;
  QToolButton* m_down = nullptr;
};

}  // namespace athena::ui
