// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/layer_details.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <algorithm>

#include "ui/document/text.h"
#include "ui/models/csv.h"
#include "ui/models/layer_report_model.h"
#include "ui/plots/bar_plot.h"
#include "ui/style/format.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/share_bar_delegate.h"

namespace athena::ui {
namespace {

/// One bar per layer of the first variant, largest first; the second one's bytes beside where it has the
/// layer.
std::vector<Bar> barsOf(const std::vector<const Variant*>& variants) {
  std::vector<Bar> bars;
  if (variants.empty()) return bars;
  for (const LayerReport& layer : variants.front()->layers) {
    if (layer.bytes_before == 0) continue;
    Bar bar{toQt(layer.path), double(layer.bytes_before), {}};
    for (const Variant* variant : variants) {
      const auto it = std::find_if(variant->layers.begin(), variant->layers.end(),
                                   [&](const LayerReport& other) { return other.path == layer.path; });
      if (it != variant->layers.end())
        bar.after.push_back({double(it->bytes_after), familyOf(toQt(it->scheme))});
    }
    bars.push_back(std::move(bar));
  }
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.before > b.before; });
  return bars;
}

/// What ran in integers, and what fell back; empty where it was not counted.
QString coverageText(const Variant& variant) {
  const auto it = std::find_if(variant.measurements.rbegin(), variant.measurements.rend(),
                               [](const Measurement& each) { return each.coverage.has_value(); });
  if (it == variant.measurements.rend()) return {};
  const Coverage& coverage = *it->coverage;
  QString text =
      LayerDetails::tr(
          "%1 of %2 multiply-adds by stored weights ran in integers; %3 more were products of activations.")
          .arg(shareText(coverage.share()), countText(coverage.with_weights),
               countText(coverage.of_activations));
  for (const std::string& fallBack : coverage.fall_backs) text += QLatin1Char(' ') + toQt(fallBack);
  return text;
}

}  // namespace

LayerDetails::LayerDetails(QWidget* parent)
    : QWidget(parent),
      m_model(new LayerReportModel(this)),
      m_table(new QTableView),
      m_bars(new BarPlot),
      m_title(new ElidedLabel),
      m_coverage(new ElidedLabel) {
  m_coverage->setObjectName(QStringLiteral("coverage"));
  auto* sorted = new QSortFilterProxyModel(this);
  sorted->setSourceModel(m_model);
  sorted->setSortRole(LayerReportModel::SortRole);
  m_table->setModel(sorted);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);  // the model's own order, until a header is clicked
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setAlternatingRowColors(true);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
  m_table->setTextElideMode(Qt::ElideMiddle);
  m_table->setItemDelegateForColumn(LayerReportModel::Integers,
                                    new ShareBarDelegate(LayerReportModel::ShareRole, m_table));
  m_bars->setUnits(AxisUnit::Bytes, {});

  auto* scroll = new QScrollArea;
  scroll->setWidget(m_bars);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::StyledPanel);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* splitter = new QSplitter;
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(scroll);
  splitter->addWidget(m_table);
  splitter->setSizes({380, 620});
  splitter->setStretchFactor(0, 2);
  splitter->setStretchFactor(1, 3);

  auto* copy = new QPushButton(tr("Copy"));
  copy->setToolTip(tr("Copies the table of layers, to be pasted into a spreadsheet"));
  auto* save = new QPushButton(tr("Save as CSV…"));
  save->setToolTip(tr("Writes the table of layers to a file"));
  connect(copy, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(csvText(*m_model, QLatin1Char('\t'))); });
  connect(save, &QPushButton::clicked, this, &LayerDetails::saveRequested);
  auto* line = new QHBoxLayout;
  line->addWidget(m_title, 1);
  line->addWidget(copy);
  line->addWidget(save);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 6, 0, 0);
  column->addLayout(line);
  column->addWidget(m_coverage);
  column->addWidget(splitter, 1);
  setVariants({});
}

void LayerDetails::setVariants(const std::vector<const Variant*>& variants) {
  const std::vector<const Variant*> shown(
      variants.begin(), variants.begin() + std::min<std::ptrdiff_t>(2, std::ssize(variants)));
  m_model->setLayers(shown.empty() ? std::vector<LayerReport>{} : shown.front()->layers);
  m_bars->setBars(barsOf(shown));
  m_bars->setEmptyText(shown.empty() ? tr("Select a result to see what became of each layer.") : QString());
  m_title->setText(
      shown.empty() ? QString()
      : shown.size() == 1
          ? tr("%1: bytes of each layer, before (pale) and after").arg(toQt(shown[0]->name))
          : tr("%1 (upper bars, table) and %2 (lower bars)").arg(toQt(shown[0]->name), toQt(shown[1]->name)));
  m_coverage->setText(shown.empty() ? QString() : coverageText(*shown.front()));
  m_coverage->setVisible(!m_coverage->text().isEmpty());
  m_table->resizeColumnsToContents();
}

}  // namespace athena::ui
