// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/layers_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/models/layer_filter_model.h"
#include "ui/models/layer_tree_model.h"
#include "ui/models/row_ranges.h"
#include "ui/style/format.h"
#include "ui/widgets/amount_popup.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/layer_cell_delegate.h"
#include "ui/widgets/layers_view.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/scheme_menu.h"

namespace athena::ui {

LayersPanel::LayersPanel(WorkbenchDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_layers(new LayerTreeModel(document, this)),
      m_filter(new LayerFilterModel(this)),
      m_search(new QLineEdit),
      m_kind(new QComboBox),
      m_view(new LayersView),
      m_total(new QLabel),
      m_predicted(new MutedLabel) {
  m_filter->setSourceModel(m_layers);
  m_view->setModel(m_filter);
  m_view->setItemDelegate(new LayerCellDelegate(m_view));
  m_view->setSortingEnabled(true);
  m_view->setAccessibleName(tr("Layers"));
  QHeaderView* header = m_view->header();
  header->setSectionsMovable(false);
  header->setStretchLastSection(false);
  header->setSectionResizeMode(LayerTreeModel::NameColumn, QHeaderView::Stretch);
  header->setMinimumSectionSize(44);
  addColumnMenu(header);
  header->setToolTip(tr("Click to sort, right-click to choose the columns."));
  header->setSortIndicator(LayerTreeModel::NameColumn, Qt::AscendingOrder);
  for (int column :
       {LayerTreeModel::KindColumn, LayerTreeModel::ShapeColumn, LayerTreeModel::ParametersColumn,
        LayerTreeModel::ShareColumn, LayerTreeModel::PredictedColumn}) {
    m_view->setColumnHidden(column, true);
  }
  const auto setWidth = [this](int column, const QString& text, int room) {
    const QString title = m_layers->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const QFontMetrics metrics = m_view->fontMetrics();
    m_view->setColumnWidth(
        column, qMax(metrics.horizontalAdvance(text) + room, metrics.horizontalAdvance(title) + 10));
  };
  setWidth(LayerTreeModel::SizeColumn, QStringLiteral("888 kB"), 14);
  setWidth(LayerTreeModel::PredictedColumn, QStringLiteral("Predicted"), 18);
  setWidth(LayerTreeModel::TimeColumn, QStringLiteral("88.8 %"), 10);
  setWidth(LayerTreeModel::SchemeColumn, QStringLiteral("int8-dynamic"), 42);
  setWidth(LayerTreeModel::PruneColumn, QStringLiteral("≤ 88 %"), 26);
  m_search->setPlaceholderText(tr("Search layers"));
  m_search->setClearButtonEnabled(true);
  m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
  m_search->setToolTip(tr("Shows the layers whose path has this text in it (Ctrl+F)."));
  m_kind->setToolTip(tr("Shows the layers of one kind."));
  m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);

  QToolButton* columns = makeIconButton(QStringLiteral("columns"), tr("Choose the columns."));
  connect(columns, &QToolButton::clicked, header,
          [header, columns] { openColumnMenu(header, columns->mapToGlobal(columns->rect().bottomLeft())); });
  auto* filters = new QHBoxLayout;
  filters->addWidget(m_search, 1);
  filters->addWidget(m_kind);
  filters->addWidget(columns);
  auto* totals = new QHBoxLayout;
  totals->addWidget(m_total);
  totals->addStretch(1);
  totals->addWidget(m_predicted);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 6, 6, 6);
  column->setSpacing(6);
  column->addLayout(filters);
  column->addWidget(m_view, 1);
  column->addLayout(totals);

  connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_filter->setText(text);
    m_view->expandAll();
  });
  connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
    m_filter->setKind(m_kind->currentData().toString());
    m_view->expandAll();
  });
  connect(m_view, &LayersView::choose, this, &LayersPanel::choose);
  connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &LayersPanel::selectionChanged);
  connect(&m_document, &WorkbenchDocument::modelChanged, this, &LayersPanel::modelChanged);
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, &LayersPanel::updateTotals);
  connect(&m_document, &WorkbenchDocument::layerSelectionChanged, this, &LayersPanel::showSelection);
  modelChanged();
}

void LayersPanel::focusSearch() {
  m_search->setFocus(Qt::ShortcutFocusReason);
  m_search->selectAll();
}

void LayersPanel::modelChanged() {
  fillKinds();
  m_view->expandAll();
  updateTotals();
}

void LayersPanel::fillKinds() {
  QStringList kinds;
  if (m_document.info()) {
    for (const LayerInfo& layer : m_document.info()->layers) kinds.append(toQt(layer.kind));
  }
  kinds.removeDuplicates();
  kinds.sort();
  m_kind->clear();
  m_kind->addItem(tr("All kinds"), QString());
  for (const QString& kind : kinds) m_kind->addItem(kind, kind);
}

void LayersPanel::updateTotals() {
  const ModelInfo* info = m_document.info();
  const Plan* plan = m_document.plan();
  const auto count = info ? int(info->layers.size()) : 0;
  m_total->setText(info ? tr("%n layer(s), %1", nullptr, count).arg(bytesText(info->weight_bytes))
                        : QString());
  m_predicted->setText(plan && plan->bytes > 0
                           ? tr("predicted %1 (%2)")
                                 .arg(bytesText(plan->predicted_bytes),
                                      ratioText(double(plan->predicted_bytes) / double(plan->bytes)))
                           : QString());
}

void LayersPanel::selectionChanged() {
  if (m_selecting) return;
  m_selecting = true;
  m_document.selectLayers(m_view->selectedLayers());
  m_selecting = false;
}

void LayersPanel::showSelection() {
  if (m_selecting) return;
  m_selecting = true;
  QModelIndexList rows;
  for (const QString& path : m_document.selectedLayers()) {
    const QModelIndex row = m_filter->mapFromSource(m_layers->indexOf(path));
    if (row.isValid()) rows.append(row);
  }
  m_view->selectionModel()->select(rowRanges(rows, LayerTreeModel::ColumnCount),
                                   QItemSelectionModel::ClearAndSelect);
  if (!rows.isEmpty()) m_view->scrollTo(rows.front());
  m_selecting = false;
}

void LayersPanel::choose(const QModelIndex& index) {
  const QStringList layers = m_view->layersFor(index);
  const QPoint below = m_view->viewport()->mapToGlobal(m_view->visualRect(index).bottomLeft());
  if (index.column() == LayerTreeModel::PruneColumn) {
    const double amount = index.data(LayerTreeModel::AmountRole).toDouble();
    (new AmountPopup(m_document, layers, amount, this))->openAt(below);
    return;
  }
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("schemeMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fillSchemeMenu(*menu, m_document, layers);
  menu->popup(below);
}

}  // namespace athena::ui
