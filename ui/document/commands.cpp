// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/commands.h"

#include "ui/document/workbench_document.h"

namespace athena::ui {
namespace {
constexpr qint64 kMergeWithinMs = 1000;
}

RecipeCommand::RecipeCommand(WorkbenchDocument* document, Recipe after, const QString& text, int merge)
    : QUndoCommand(text),
      m_document(document),
      m_before(document->recipe()),
      m_after(std::move(after)),
      m_merge(merge) {
  m_age.start();
}

void RecipeCommand::redo() { m_document->applyRecipe(m_after); }
void RecipeCommand::undo() { m_document->applyRecipe(m_before); }

bool RecipeCommand::mergeWith(const QUndoCommand* other) {
  const auto* next = static_cast<const RecipeCommand*>(other);
  if (m_age.elapsed() > kMergeWithinMs) return false;
  m_after = next->m_after;
  m_age.restart();
  setText(next->text());
  setObsolete(m_after == m_before);
  return true;
}

VariantCommand::VariantCommand(WorkbenchDocument* document, const QString& text, Call redo, Call undo)
    : QUndoCommand(text), m_document(document), m_redo(std::move(redo)), m_undo(std::move(undo)) {}

void VariantCommand::redo() { run(m_redo); }
void VariantCommand::undo() { run(m_undo); }

void VariantCommand::run(const Call& call) {
  if (!m_document->check(call())) setObsolete(true);
  m_document->reloadVariants();
}

}  // namespace athena::ui
