// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_page.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/csv.h"
#include "ui/models/layer_report_model.h"
#include "ui/pages/compare/layer_details.h"
#include "ui/pages/compare/result_charts.h"
#include "ui/pages/compare/results_view.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {
namespace {

constexpr int kReasonLines = 2;  // of what cannot be compared; the tooltip has all

Status writeFile(const QString& path, const QByteArray& content) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit()) return {};
  return fail(ErrorCode::Io,
              ComparePage::tr("The table could not be written to %1: %2. Choose another folder, "
                              "or make room.")
                  .arg(path, file.errorString())
                  .toStdString());
}

}  // namespace

ComparePage::ComparePage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_model(new ResultsModel(document, this)),
      m_table(new ResultsView(*m_model)),
      m_charts(new ResultCharts),
      m_layers(new LayerDetails),
      m_incomparable(new MutedLabel),
      m_tabs(new QTabWidget),
      m_stack(new QStackedLayout(this)) {
  makeActions();
  auto* empty =
      new EmptyState(tr("Nothing to compare yet"), tr("Every finished run of a recipe appears here with its "
                                                      "accuracy, size and time, beside the original."));
  empty->addAction(m_run);
  m_stack->addWidget(empty);
  m_stack->addWidget(makeContent());

  connect(m_model, &QAbstractItemModel::modelReset, this, &ComparePage::reload);
  connect(m_model, &QAbstractItemModel::dataChanged, this,
          [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
            if (roles.isEmpty()) reload();  // with roles it is only the best row's look
          });
  connect(m_table, &ResultsView::selectedIdsChanged, this, &ComparePage::syncFromTable);
  connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
    if (index.column() == ResultsModel::Note || index.column() == ResultsModel::Name) {
      m_table->edit(index);
    } else {
      m_tabs->setCurrentWidget(m_layers);
    }
  });
  connect(m_charts, &ResultCharts::clicked, this, [this](qint64 id, Qt::KeyboardModifiers modifiers) {
    m_table->selectId(id == kOptimizedId ? kOriginalId : id, modifiers);
  });
  connect(m_charts, &ResultCharts::activated, this, [this] { m_tabs->setCurrentWidget(m_layers); });
  connect(m_charts, &ResultCharts::bestChanged, m_model, &ResultsModel::setBest);
  connect(m_layers, &LayerDetails::saveRequested, this, [this] {
    askAndSave(tr("Save the layers as CSV"), tr("layers.csv"), tr("CSV (*.csv)"),
               [this](const QString& file) { return writeFile(file, csvText(*m_layers->model()).toUtf8()); });
  });
  connect(&document, &WorkbenchDocument::variantSelectionChanged, this, &ComparePage::syncFromDocument);
  for (auto changed :
       {&WorkbenchDocument::modelChanged, &WorkbenchDocument::dataChanged, &WorkbenchDocument::recipeChanged})
    connect(&document, changed, this, &ComparePage::updateActions);
  setFocusProxy(m_table);
  reload();
}

QWidget* ComparePage::makeContent() {
  m_incomparable->setWordWrap(true);
  m_incomparable->setTextFormat(Qt::RichText);
  static_cast<MutedLabel*>(m_incomparable)->setTone(MutedLabel::Tone::Warning);
  connect(m_incomparable, &QLabel::linkActivated, this, &ComparePage::measureIncomparable);
  auto* top = new QWidget;
  auto* column = new QVBoxLayout(top);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(m_charts, 1);
  column->addWidget(m_incomparable);

  m_tabs->setDocumentMode(true);
  m_tabs->addTab(makeTablePane(), tr("Results"));
  m_tabs->addTab(m_layers, tr("Layers"));
  auto* splitter = new QSplitter(Qt::Vertical);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(top);
  splitter->addWidget(m_tabs);
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  auto* content = new QWidget;
  auto* outer = new QVBoxLayout(content);
  outer->setContentsMargins(12, 10, 12, 8);
  outer->addWidget(splitter);
  return content;
}

QWidget* ComparePage::makeTablePane() {
  auto* search = new QLineEdit;
  search->setPlaceholderText(tr("Filter results"));
  search->setClearButtonEnabled(true);
  search->setMaximumWidth(220);
  connect(search, &QLineEdit::textChanged, &m_table->filter(), &QSortFilterProxyModel::setFilterFixedString);
  search->setMinimumWidth(80);
  // A toolbar, not buttons: where there is no room it keeps the rest in a menu, and the page stays narrow.
  auto* bar = new QToolBar;
  bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
  bar->addActions({m_take, m_measure, m_export, m_delete});
  bar->layout()->setContentsMargins(0, 0, 0, 0);
  auto* line = new QHBoxLayout;
  line->addWidget(search, 1);
  line->addStretch();
  line->addWidget(bar, 2);
  auto* more = new QToolButton;
  more->setText(tr("More"));
  more->setToolTip(tr("Rename, annotate, copy and save"));
  more->setPopupMode(QToolButton::InstantPopup);
  auto* columns = new QAction(tr("Columns…"), this);
  columns->setToolTip(tr("Choose the columns of the table."));
  connect(columns, &QAction::triggered, m_table,
          [this] { openColumnMenu(m_table->horizontalHeader(), m_table->mapToGlobal(QPoint())); });
  more->addActions(
      {m_rename, m_note, m_remake, m_copyCommand, m_copyTable, m_saveTable, m_saveCharts, columns});
  line->addWidget(more);

  m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
  m_table->addActions({m_take, m_measure, m_export, m_rename, m_note, m_remake, m_copyCommand, m_copyTable,
                       m_saveTable, m_saveCharts, m_delete});
  auto* pane = new QWidget;
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(0, 6, 0, 0);
  column->addLayout(line);
  column->addWidget(m_table, 1);
  return pane;
}

void ComparePage::reload() {
  m_stack->setCurrentIndex(m_model->rows().empty() ? 0 : 1);
  m_charts->setRows(m_model->rows());
  m_tabs->setTabText(0, m_document.variants().empty() ? tr("Results")
                                                      : tr("Results (%1)").arg(m_document.variants().size()));
  setIncomparable();
  syncFromDocument();
  syncFromTable();
}

bool ComparePage::isEmptyStateShown() const { return m_stack->currentIndex() == 0; }

QList<qint64> ComparePage::selectedVariants() const {
  QList<qint64> ids = m_table->selectedIds();
  ids.removeAll(kOriginalId);
  return ids;
}

void ComparePage::syncFromTable() {
  const QList<qint64> ids = m_table->selectedIds();
  m_charts->setSelected(ids);
  std::vector<const Variant*> variants;
  for (qint64 id : ids) {
    if (const Variant* variant = m_document.variant(id)) variants.push_back(variant);
  }
  m_layers->setVariants(variants);
  updateActions();
  m_document.selectVariant(variants.empty() ? 0 : variants.front()->id);
}

void ComparePage::syncFromDocument() {
  const qint64 id = m_document.selectedVariant();
  if (id != 0 && !m_table->selectedIds().contains(id)) m_table->selectId(id);
}

QString ComparePage::incomparableText() const {
  QStringList lines;
  for (const ResultRow& row : m_model->rows()) {
    if (!row.comparable()) lines << tr("“%1”: %2").arg(row.name, row.whyNot);
  }
  return lines.join(QLatin1Char('\n'));
}

void ComparePage::setIncomparable() {
  const QString all = incomparableText();
  m_incomparable->setVisible(!all.isEmpty());
  m_incomparable->setToolTip(all);
  QStringList lines = all.toHtmlEscaped().split(QLatin1Char('\n'));
  const qsizetype more = lines.size() - kReasonLines;
  if (more > 0) {
    lines.resize(kReasonLines);
    lines.last() += tr(" And %n more.", nullptr, int(more));
  }
  m_incomparable->setText(tr("Not comparable: %1 <a href=\"measure\">Measure here and now</a>")
                              .arg(lines.join(QLatin1String("<br>"))));
}

void ComparePage::measureIncomparable() {
  for (const ResultRow& row : m_model->rows()) {
    if (!row.comparable()) m_runner.measureVariant(row.id);
  }
}

Status ComparePage::saveCharts(const QString& file) { return PlotView::saveAll(m_charts->views(), file); }

Status ComparePage::saveTable(const QString& file) {
  return writeFile(file, csvText(m_table->filter()).toUtf8());
}

void ComparePage::say(const Status& status) {
  if (!status) Q_EMIT failed(status.error());
}

void ComparePage::askAndSave(const QString& title, const QString& name, const QString& filter,
                             const std::function<Status(const QString&)>& save) {
  const QString file = QFileDialog::getSaveFileName(this, title, name, filter);
  if (!file.isEmpty()) say(save(file));
}

}  // namespace athena::ui
