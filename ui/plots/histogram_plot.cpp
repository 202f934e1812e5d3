// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_plot.h"

#include <qcustomplot.h>

#include <algorithm>
#include <numeric>

#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr double kNearestLevels = 3;  // px: closer lines would be one grey block

}  // namespace

HistogramPlot::HistogramPlot(QWidget* parent) : PlotView(parent) {
  setUnit(plot()->xAxis, AxisUnit::Plain);
  plot()->yAxis->setVisible(false);
  plot()->xAxis->grid()->setVisible(false);
  plot()->xAxis->setLabel(tr("weight"));
  restyle();
}

void HistogramPlot::setHistogram(const Histogram& histogram) {
  m_histogram = histogram;
  restyle();
}

void HistogramPlot::setLevels(const QVector<double>& levels, SchemeFamily family) {
  m_levels = levels;
  m_family = family;
  restyle();
}

void HistogramPlot::setThreshold(double magnitude) {
  m_threshold = magnitude;
  restyle();
}

double HistogramPlot::centre(int bin) const {
  return m_histogram.low +
         (bin + 0.5) * (m_histogram.high - m_histogram.low) / double(m_histogram.counts.size());
}

double HistogramPlot::prunedShare() const {
  const auto& counts = m_histogram.counts;
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  double pruned = 0;
  for (int i = 0; i < counts.size(); ++i) {
    if (std::abs(centre(i)) < m_threshold) pruned += counts[i];
  }
  return all > 0 ? pruned / all : 0;
}

void HistogramPlot::applyColors(const QPalette& palette) {
  plot()->clearPlottables();
  plot()->clearItems();
  const auto& counts = m_histogram.counts;
  if (counts.isEmpty()) return;
  auto* kept = new QCPBars(plot()->xAxis, plot()->yAxis);
  auto* pruned = new QCPBars(plot()->xAxis, plot()->yAxis);
  kept->setBrush(schemeColor(m_family));
  pruned->setBrush(lineColor(palette));
  for (QCPBars* bars : {kept, pruned}) {
    bars->setPen(Qt::NoPen);
    bars->setWidth((m_histogram.high - m_histogram.low) / double(counts.size()));
  }
  for (int i = 0; i < counts.size(); ++i)
    (std::abs(centre(i)) < m_threshold ? pruned : kept)->addData(centre(i), counts[i]);
  const double room = (m_histogram.high - m_histogram.low) * 0.02;
  plot()->xAxis->setRange(m_histogram.low - room, m_histogram.high + room);
  plot()->yAxis->setRange(0, *std::max_element(counts.begin(), counts.end()) * 1.05);

  const double perPixel = plot()->xAxis->range().size() / std::max(1, width());
  if (m_levels.size() < 2 ||
      (m_levels.last() - m_levels.first()) / double(m_levels.size() - 1) < kNearestLevels * perPixel)
    return;
  QColor line = palette.color(QPalette::Text);
  line.setAlphaF(0.35);
  for (double level : m_levels) {
    auto* mark = new QCPItemStraightLine(plot());
    mark->setPen(QPen(line, 1));
    mark->point1->setCoords(level, 0);
    mark->point2->setCoords(level, 1);
  }
}

}  // namespace athena::ui
