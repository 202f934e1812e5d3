// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QUndoCommand>
#include <functional>

#include "athena/types/recipe.h"
#include "athena/types/result.h"

namespace athena::ui {

class WorkbenchDocument;

/// One edit of the recipe, kept as the two whole recipes: they are small, and undo cannot drift.
class RecipeCommand : public QUndoCommand {
 public:
  RecipeCommand(WorkbenchDocument* document, Recipe after, const QString& text, int merge);
  void redo() override;
  void undo() override;
  int id() const override { return m_merge == 0 ? -1 : m_merge; }
  bool mergeWith(const QUndoCommand* other) override;

 private:
  WorkbenchDocument* m_document;
  Recipe m_before, m_after;
  int m_merge;
  QElapsedTimer m_age;
};

/// A change of the session's variants as a pair of calls; one that fails is said and leaves the history.
class VariantCommand : public QUndoCommand {
 public:
  using Call = std::function<Status()>;
  VariantCommand(WorkbenchDocument* document, const QString& text, Call redo, Call undo);
  void redo() override;
  void undo() override;

 private:
  void run(const Call& call);
  WorkbenchDocument* m_document;
  Call m_redo, m_undo;
};

}  // namespace athena::ui
