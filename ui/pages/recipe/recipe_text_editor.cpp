// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/recipe_text_editor.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "athena/recipe.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/recipe/json_highlighter.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {
namespace {

constexpr int kTypingMs = 300, kMergeTyping = 2;

}  // namespace

RecipeTextEditor::RecipeTextEditor(WorkbenchDocument& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_text(new QPlainTextEdit), m_error(new MutedLabel) {
  m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
  m_text->setAccessibleName(tr("The recipe as text"));
  m_text->setUndoRedoEnabled(false);  // the document's undo is the one
  new JsonHighlighter(m_text->document());
  m_error->setTone(MutedLabel::Tone::Error);
  m_error->setWordWrap(true);
  m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(m_text, 1);
  column->addWidget(m_error);
  m_typing.setSingleShot(true);
  m_typing.setInterval(kTypingMs);
  connect(&m_typing, &QTimer::timeout, this, &RecipeTextEditor::take);
  connect(m_text, &QPlainTextEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, &RecipeTextEditor::refresh);
  refresh();
}

void RecipeTextEditor::take() {
  auto recipe = parse_recipe(m_text->toPlainText().toStdString());
  m_error->setText(recipe ? QString() : toQt(recipe.error().message));
  m_error->setVisible(!recipe);
  if (!recipe) return;
  m_taking = true;
  m_document.edit(std::move(*recipe), tr("edit the recipe's text"), kMergeTyping);
  m_taking = false;
}

void RecipeTextEditor::refresh() {
  if (m_taking) return;  // the person's own spelling stays while they type
  const QSignalBlocker quiet(m_text);
  m_typing.stop();
  m_text->setPlainText(toQt(print_recipe(m_document.recipe())));
  m_error->hide();
}

}  // namespace athena::ui
