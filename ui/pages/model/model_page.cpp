// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model/model_page.h"

#include <QEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/pages/model/model_tables.h"
#include "ui/pages/model/outline_view.h"
#include "ui/style/format.h"
#include "ui/style/style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

/// A table that is as high as its rows, so that the page scrolls and not each table in it.
QTreeWidget* makeTable(const QStringList& headers, const QList<int>& figures, int stretched) {
  auto* table = new QTreeWidget;
  table->setRootIsDecorated(false);
  table->setSelectionMode(QAbstractItemView::NoSelection);
  table->setFocusPolicy(Qt::NoFocus);
  table->setHeaderLabels(headers);
  table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table->header()->setStretchLastSection(false);
  table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->header()->setSectionResizeMode(stretched, QHeaderView::Stretch);
  for (int column : figures) table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  return table;
}

int rowHeight(const QTreeWidget* table) { return table->fontMetrics().height() + 8; }

void fitHeight(QTreeWidget* table) {
  table->setFixedHeight(table->header()->sizeHint().height() + 2 * table->frameWidth() + 2 +
                        table->topLevelItemCount() * rowHeight(table));
}

QTreeWidgetItem* addRow(QTreeWidget* table, const QStringList& texts, const QList<int>& figures) {
  auto* item = new QTreeWidgetItem(table, texts);
  for (int column : figures) {
    item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setFont(column, figureFont(table->font()));
  }
  item->setSizeHint(0, {table->fontMetrics().horizontalAdvance(texts[0]) + 16, rowHeight(table)});
  for (int column = 0; column < int(texts.size()); ++column) item->setToolTip(column, texts[column]);
  return item;
}

const QList<int> kMethodFigures{3, 4, 5}, kKindFigures{1, 2, 3, 4};

}  // namespace

ModelPage::ModelPage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner), m_stack(new QStackedWidget) {
  m_stack->addWidget(
      new EmptyState(tr("No model is open"),
                     tr("Open a TorchScript file (.pt) with Ctrl+O, or drop one anywhere in this window.")));
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(makeContent());
  auto* tabs = new QTabWidget;
  tabs->setDocumentMode(true);
  tabs->addTab(scroll, tr("Overview"));
  tabs->addTab(new OutlineView(m_document), tr("Graph"));
  tabs->setTabToolTip(0, tr("The file, its methods, its layers by kind, and the data."));
  tabs->setTabToolTip(1,
                      tr("Methods and control flow, with the layers in the order in which they are used."));
  m_stack->addWidget(tabs);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(m_stack);
  connect(&m_document, &WorkbenchDocument::modelChanged, this, &ModelPage::showModel);
  connect(&m_document, &WorkbenchDocument::dataChanged, this, &ModelPage::showData);
  showModel();
  showData();
}

void ModelPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && m_document.info()) showKinds(*m_document.info());
}

QWidget* ModelPage::makeContent() {
  m_name = new ElidedLabel;
  QFont heading = m_name->font();
  heading.setBold(true);
  heading.setPointSizeF(heading.pointSizeF() * 1.4);
  m_name->setFont(heading);
  m_facts = new FactList;
  m_methods = makeTable({tr("Method"), tr("Inputs"), tr("Returns"), tr("Ifs"), tr("Folded"), tr("Loops")},
                        kMethodFigures, 1);
  m_methods->headerItem()->setToolTip(4, tr("Branches that constants or the training mode decide; they are "
                                            "folded when layers are found and timed."));
  m_kinds = makeTable(
      {tr("Kind"), tr("Layers"), tr("Parameters"), tr("Size"), tr("Share"), tr("Can be compressed")},
      kKindFigures, 5);
  m_data = new FactList;
  m_noData =
      new MutedLabel(tr("No data is open: accuracy is not measured, and agreement with the original is "
                        "measured on random inputs. "
                        "Open a data file, a folder with IDX files, or drop one here."));
  m_noData->setWordWrap(true);

  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(18, 14, 18, 18);
  column->setSpacing(8);
  column->addWidget(m_name);
  column->addWidget(m_facts);
  column->addSpacing(10);
  column->addWidget(new SectionTitle(tr("Methods")));
  column->addWidget(m_methods);
  column->addSpacing(10);
  column->addWidget(new SectionTitle(tr("Layers by kind")));
  column->addWidget(m_kinds);
  column->addSpacing(10);
  column->addWidget(new SectionTitle(tr("Data")));
  column->addWidget(m_noData);
  column->addWidget(m_data);
  column->addStretch(1);
  return content;
}

void ModelPage::showModel() {
  const ModelInfo* info = m_document.info();
  m_stack->setCurrentIndex(info ? 1 : 0);
  if (!info) return;
  std::int64_t parameters = 0;
  for (const LayerInfo& layer : info->layers) {
    if (layer.tied_to.empty()) parameters += layer.parameters;
  }
  m_name->setText(QFileInfo(toQt(info->path)).fileName());
  m_name->setToolTip(toQt(info->path));
  m_facts->clear();
  m_facts->add(tr("Folder"), QFileInfo(toQt(info->path)).absolutePath());
  m_facts->add(tr("File"), bytesText(info->file_bytes), exactBytesText(info->file_bytes));
  m_facts->add(tr("Weights"), bytesText(info->weight_bytes), exactBytesText(info->weight_bytes));
  m_facts->add(tr("Parameters"), countText(parameters));
  m_facts->add(tr("Tensors"), tensorsText(*info),
               tr("All that the file stores. One that is tied shares the memory of another; no method reads "
                  "one that is unused."));
  m_facts->add(tr("SHA-256"), toQt(info->hash).left(16) + QStringLiteral("…"), toQt(info->hash));
  if (info->training) {
    m_facts->add(tr("Mode"), tr("saved in training mode"), tr("Athena measures it in evaluation mode."));
  }
  showMethods(*info);
  showKinds(*info);
}

void ModelPage::showMethods(const ModelInfo& info) {
  m_methods->clear();
  for (const MethodInfo& method : info.methods) {
    addRow(m_methods,
           {toQt(method.name), argumentsText(method), toQt(method.returns), countText(method.ifs),
            countText(method.ifs_folded), countText(method.loops)},
           kMethodFigures);
  }
  fitHeight(m_methods);
}

void ModelPage::showKinds(const ModelInfo& info) {
  m_kinds->clear();
  for (const KindTotal& total : kindTotals(info)) {
    const double share = info.weight_bytes > 0 ? double(total.bytes) / double(info.weight_bytes) : 0;
    auto* item =
        addRow(m_kinds,
               {total.kind, countText(total.layers), countText(total.parameters), bytesText(total.bytes),
                shareText(share), total.compressible ? tr("yes") : total.reason},
               kKindFigures);
    if (!total.compressible) {
      for (int column = 0; column < m_kinds->columnCount(); ++column) {
        item->setForeground(column, mutedText(palette()));
      }
    }
  }
  fitHeight(m_kinds);
}

void ModelPage::showData() {
  const DatasetInfo* data = m_document.data();
  m_noData->setVisible(!data);
  m_data->clear();
  if (!data) return;
  QStringList shape, splits;
  for (std::int64_t size : data->sample_shape) shape.append(QString::number(size));
  for (const SplitInfo& split : data->splits) {
    splits.append(tr("%1: %2 samples").arg(toQt(split.name), countText(split.samples)));
  }
  m_data->add(tr("Name"), toQt(data->name));
  m_data->add(tr("Source"), toQt(data->path));
  m_data->add(tr("Sample"), shape.join(QStringLiteral(" × ")));
  m_data->add(tr("Splits"), splits.join(QLatin1Char('\n')));
  m_data->add(tr("Classes"), data->classes > 0 ? countText(data->classes) : tr("no labels"));
}

}  // namespace athena::ui
