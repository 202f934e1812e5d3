// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>

class QPlainTextEdit;

namespace athena::ui {

class MutedLabel;
class WorkbenchDocument;

/// The recipe as its text. What is typed becomes the recipe as soon as it is one; until then the error, which
/// names the line or the rule, is said below.
class RecipeTextEditor : public QWidget {
  Q_OBJECT

 public:
  explicit RecipeTextEditor(WorkbenchDocument& document, QWidget* parent = nullptr);

 private:
  void take();
  void refresh();
  WorkbenchDocument& m_document;
  QPlainTextEdit* m_text;
  MutedLabel* m_error;
  QTimer m_typing;
  bool m_taking = false;
};

}  // namespace athena::ui
