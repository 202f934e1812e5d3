// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/weights_view.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/layer_node.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/range_plot.h"
#include "ui/style/format.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

constexpr int kBins = 64, kDigits = 3;

QString fromTo(double low, double high) {
  return QStringLiteral("%1 … %2").arg(figureText(low, kDigits), figureText(high, kDigits));
}

/// The magnitude below which `amount` of the values lie, between the whole percents that are known.
double magnitudeAt(const std::vector<double>& magnitudes, double amount) {
  if (magnitudes.empty() || amount <= 0) return 0;
  const double at = std::clamp(amount, 0.0, 1.0) * double(magnitudes.size() - 1);
  const auto below = std::size_t(at);
  const auto above = std::min(below + 1, magnitudes.size() - 1);
  return magnitudes[below] + (at - double(below)) * (magnitudes[above] - magnitudes[below]);
}

}  // namespace

WeightsView::WeightsView(JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_runner(runner),
      m_histogram(new HistogramPlot),
      m_caption(new MutedLabel),
      m_rangesTitle(new SectionTitle(tr("Range of each channel"))),
      m_ranges(new RangePlot),
      m_facts(new FactList) {
  m_histogram->setAccessibleName(tr("Histogram of the weights"));
  m_histogram->setToolTip(tr("How many weights have which value; grey: pruned."));
  m_ranges->setAccessibleName(tr("Range of each channel"));
  m_caption->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(new SectionTitle(tr("Weights")));
  column->addWidget(m_histogram);
  column->addWidget(m_caption);
  column->addWidget(m_facts);
  column->addSpacing(6);
  column->addWidget(m_rangesTitle);
  column->addWidget(m_ranges);
  for (QWidget* plot : std::initializer_list<QWidget*>{m_histogram, m_ranges})
    plot->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(m_histogram, &HistogramPlot::everyNthChanged, this, &WeightsView::drawCaption);
  connect(&m_runner, &JobRunner::weightsReady, this, &WeightsView::take);
  connect(&m_runner, &JobRunner::weightsFailed, this, &WeightsView::fail);
}

void WeightsView::show(const LayerInfo& layer, const LayerPlan* plan) {
  const QString path = toQt(layer.path);
  const Parameters parameters = plan ? plan->scheme_parameters : Parameters();
  const QString scheme = plan ? schemeText(plan->scheme, parameters) : QStringLiteral("fp32");
  m_amount = plan ? plannedAmount(*plan) : 0;
  if (path == m_layer && scheme == m_scheme) {
    if (m_weights) m_histogram->setThreshold(magnitudeAt(m_weights->magnitudes, m_amount));
    return;
  }
  if (path != m_layer) {
    m_weights.reset();  // those of the same layer stay until its new grid is there
    m_histogram->setEmptyText(tr("Reading the weights…"));
    m_caption->hide();
    m_facts->clear();
    m_rangesTitle->hide();
    m_ranges->hide();
  }
  m_layer = path;
  m_scheme = scheme;
  m_runner.lookAtWeights(path, kBins, plan ? toQt(plan->scheme) : scheme, parameters);
}

void WeightsView::clear() {
  m_layer.clear();
  m_weights.reset();
}

void WeightsView::take(const WeightStatistics& weights) {
  if (toQt(weights.layer) != m_layer) return;
  m_weights = weights;
  drawHistogram();
  drawCaption();
  fillFacts();
  drawRanges();
}

void WeightsView::fail(const Error& error) {
  if (m_layer.isEmpty()) return;
  m_weights.reset();
  m_histogram->setEmptyText(toQt(error.message));
}

void WeightsView::drawHistogram() {
  const WeightStatistics& weights = *m_weights;
  m_histogram->setEmptyText(!weights.histogram.empty() ? QString()
                            : weights.values == 0      ? tr("It holds no values.")
                                                       : tr("None of its values is finite."));
  Histogram histogram{weights.low, weights.high, {}};
  for (const std::int64_t count : weights.histogram) histogram.counts.append(double(count));
  const auto grid = weights.grid.value_or(QuantizationGrid());
  m_histogram->setThreshold(magnitudeAt(weights.magnitudes, m_amount));
  m_histogram->setGrid({grid.first_level, grid.largest_step, grid.levels}, familyOf(m_scheme));
  m_histogram->setHistogram(histogram);
}

void WeightsView::drawCaption() {
  const int nth = m_weights ? m_histogram->everyNth() : 0;
  m_caption->setVisible(nth > 0 || (m_weights && !m_weights->no_grid.empty()));
  if (nth == 1) {
    m_caption->setText(tr("Lines: the %1 levels of %2, where its steps are widest.")
                           .arg(m_weights->grid->levels)
                           .arg(m_scheme));
  } else if (nth > 1) {
    m_caption->setText(tr("Lines: one in %1 of the %2 levels of %3, where its steps are widest.")
                           .arg(nth)
                           .arg(m_weights->grid->levels)
                           .arg(m_scheme));
  } else if (m_weights) {
    m_caption->setText(toQt(m_weights->no_grid));
  }
}

void WeightsView::fillFacts() {
  const WeightStatistics& weights = *m_weights;
  m_facts->clear();
  if (weights.histogram.empty()) return;
  m_facts->add(tr("Range"), fromTo(weights.low, weights.high), tr("The smallest and the largest weight."));
  m_facts->add(tr("Mean"),
               QStringLiteral("%1 ± %2").arg(figureText(weights.mean, 2), figureText(weights.deviation, 2)),
               tr("With the standard deviation."));
  if (weights.zeros > 0) m_facts->add(tr("Zeros"), shareText(double(weights.zeros) / double(weights.values)));
  if (weights.not_finite > 0)
    m_facts->add(tr("Not finite"), countText(weights.not_finite),
                 tr("Weights that are NaN or infinite, which no scheme can store."));
  if (!weights.grid) return;
  const QuantizationGrid& grid = *weights.grid;
  if (grid.levels > 0)
    m_facts->add(tr("Step"), fromTo(grid.smallest_step, grid.largest_step),
                 tr("Between two levels, over all %n scale(s).", nullptr, int(grid.scales)));
  m_facts->add(tr("Error"), tr("SQNR %1 dB").arg(figureText(grid.sqnr_db, kDigits)),
               tr("Power of the weights over that of their rounding errors, of which the largest is %1.")
                   .arg(figureText(grid.largest_error, kDigits)));
}

void WeightsView::drawRanges() {
  QVector<ValueRange> ranges;
  for (const ChannelRange& channel : m_weights->channels) ranges.append({channel.low, channel.high});
  m_ranges->setRanges(ranges, familyOf(m_scheme));
  m_rangesTitle->setVisible(ranges.size() > 1);
  m_ranges->setVisible(ranges.size() > 1);
}

}  // namespace athena::ui
