// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with results from the compare page.
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/csv.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/results_view.h"

namespace athena::ui {

void ComparePage::makeActions() {
  const auto make = [this](const QString& text, const QString& tip, const QKeySequence& keys, auto then) {
    auto* action = new QAction(text, this);
    action->setToolTip(tip);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, then);
    return action;
  };
  const auto first = [this] { return selectedVariants().value(0); };
  m_run = make(tr("Run the recipe"), tr("Runs the recipe on the open model"), {},
               [this] { m_runner.runRecipe(); });
  m_take = make(tr("Take recipe"), tr("Makes the recipe of the selected result the one to edit"), {},
                [this, first] { m_document.takeRecipe(first()); });
  m_measure = make(tr("Measure again"), tr("Measures the selected results here and now"), {}, [this] {
    for (qint64 id : selectedVariants()) m_runner.measureVariant(id);
  });
  m_export = make(tr("Export…"), tr("Writes the selected result as a model that runs elsewhere"), {},
                  [this, first] { Q_EMIT exportRequested(first()); });
  m_delete = make(tr("Delete"), tr("Takes the selected results out of the session; can be undone"),
                  QKeySequence::Delete, [this] { m_document.deleteVariants(selectedVariants()); });
  m_rename = make(tr("Rename"), tr("Gives the selected result another name (F2)"), {},
                  [this, first] { m_table->editCell(first(), ResultsModel::Name); });
  m_note = make(tr("Edit note"), tr("Writes a note beside the selected result"), {},
                [this, first] { m_table->editCell(first(), ResultsModel::Note); });
  m_remake = make(tr("Make the file again"), tr("Runs the selected result's recipe again to remake its file"),
                  {}, [this, first] { m_runner.remakeVariant(first()); });
  m_copyCommand =
      make(tr("Copy command"), tr("Copies the command that repeats the measurement"), {}, [this, first] {
        if (const ResultRow* row = m_model->row(first())) QGuiApplication::clipboard()->setText(row->command);
      });
  m_copyTable =
      make(tr("Copy table"), tr("Copies the table, to be pasted into a spreadsheet"), QKeySequence::Copy,
           [this] { QGuiApplication::clipboard()->setText(csvText(m_table->filter(), QLatin1Char('\t'))); });
  m_saveTable = make(tr("Save table…"), tr("Writes the table as CSV, figures in full precision"), {}, [this] {
    askAndSave(tr("Save the results as CSV"), tr("results.csv"), tr("CSV (*.csv)"),
               [this](const QString& file) { return saveTable(file); });
  });
  m_saveCharts = make(tr("Save charts…"), tr("Writes both charts as PNG, SVG or PDF"), {}, [this] {
    askAndSave(tr("Save the charts"), tr("results.svg"), tr("Charts (*.svg *.pdf *.png)"),
               [this](const QString& file) { return saveCharts(file); });
  });
  m_rename->setShortcut(Qt::Key_F2);
}

void ComparePage::updateActions() {
  const QList<qint64> ids = selectedVariants();
  const bool any = !ids.isEmpty(), one = ids.size() == 1;
  for (QAction* action : {m_take, m_export, m_rename, m_note}) action->setEnabled(one);
  for (QAction* action : {m_measure, m_delete}) action->setEnabled(any);
  m_remake->setEnabled(one && m_document.model() != nullptr);
  const ResultRow* row = one ? m_model->row(ids.front()) : nullptr;
  m_copyCommand->setEnabled(row && !row->command.isEmpty());
  m_run->setEnabled(m_document.model() && m_document.plan() && !m_document.recipe().steps.empty());
}

}  // namespace athena::ui
