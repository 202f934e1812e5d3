// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_plot.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr double kNearestLevels = 5;  // px: closer lines would be one grey block
constexpr double kRoom = 0.02;        // beside the outermost bins, of their range
constexpr int kTicks = 3;

}  // namespace

HistogramPlot::HistogramPlot(QWidget* parent) : PlotView(parent) {
  setUnit(plot()->xAxis, AxisUnit::Plain);
  plot()->xAxis->ticker()->setTickCount(kTicks);  // it may be as narrow as a panel
  plot()->yAxis->setVisible(false);
  plot()->xAxis->grid()->setVisible(false);
  restyle();
}

void HistogramPlot::setHistogram(const Histogram& histogram) {
  m_histogram = histogram;
  restyle();
}

void HistogramPlot::setGrid(const LevelGrid& grid, SchemeFamily family) {
  m_grid = grid;
  m_family = family;
  restyle();
}

void HistogramPlot::setThreshold(double magnitude) {
  if (magnitude == m_threshold) return;
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

int HistogramPlot::everyNth() const {
  if (m_grid.levels < 1 || m_grid.step <= 0 || m_histogram.counts.isEmpty()) return 0;
  const double perPixel = plot()->xAxis->range().size() / std::max(1, width());
  int nth = 1;
  while (nth < m_grid.levels && nth * m_grid.step < kNearestLevels * perPixel) nth *= 2;
  return nth;
}

void HistogramPlot::resizeEvent(QResizeEvent* event) {
  PlotView::resizeEvent(event);
  if (m_grid.levels == 0) return;
  restyle();
  Q_EMIT everyNthChanged();
}

void HistogramPlot::applyColors(const QPalette& palette) {
  plot()->clearPlottables();
  plot()->clearItems();
  if (m_histogram.counts.isEmpty()) return;
  drawBars(palette);
  if (everyNth() > 0) drawLevels(palette);
}

void HistogramPlot::drawBars(const QPalette& palette) {
  const auto& counts = m_histogram.counts;
  const double range = m_histogram.high - m_histogram.low;
  // Equal values are one bin without a width, which would not be seen.
  const double around = range > 0 ? range * kRoom : std::max(std::abs(m_histogram.low), 1.0) / 2;
  auto* kept = new QCPBars(plot()->xAxis, plot()->yAxis);
  auto* pruned = new QCPBars(plot()->xAxis, plot()->yAxis);
  kept->setBrush(schemeColor(m_family));
  pruned->setBrush(lineColor(palette));
  for (QCPBars* bars : {kept, pruned}) {
    bars->setPen(Qt::NoPen);
    bars->setWidth(range > 0 ? range / double(counts.size()) : around / 20);
  }
  for (int i = 0; i < counts.size(); ++i)
    (std::abs(centre(i)) < m_threshold ? pruned : kept)->addData(centre(i), counts[i]);
  plot()->xAxis->setRange(m_histogram.low - around, m_histogram.high + around);
  plot()->yAxis->setRange(0, *std::max_element(counts.begin(), counts.end()) * 1.05);
}

void HistogramPlot::drawLevels(const QPalette& palette) {
  QColor line = palette.color(QPalette::Text);
  line.setAlphaF(0.35F);
  const int nth = everyNth();
  const auto zero = int(std::lround(-m_grid.first / m_grid.step));
  const QCPRange range = plot()->xAxis->range();
  for (int level = ((zero % nth) + nth) % nth; level < m_grid.levels; level += nth) {
    const double at = m_grid.first + level * m_grid.step;
    if (!range.contains(at)) continue;
    auto* mark = new QCPItemStraightLine(plot());
    mark->setPen(QPen(line, 1));
    mark->point1->setCoords(at, 0);
    mark->point2->setCoords(at, 1);
  }
}

}  // namespace athena::ui
