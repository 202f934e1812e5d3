// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_plot.h"

#include <qcustomplot.h>

#include <algorithm>

#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr int kRowHeight = 22, kMostRowHeight = 34, kAxisHeight = 56;  // px
constexpr double kBefore = 0.78, kAfter = 0.5;                         // widths, in rows
constexpr int kLabelWidth = 170;                                       // px

}  // namespace

BarPlot::BarPlot(QWidget* parent) : PlotView(parent) {
  plot()->yAxis->setRangeReversed(true);
  plot()->yAxis->grid()->setVisible(false);
  plot()->yAxis->setTickLength(0, 0);
  restyle();
}

void BarPlot::setUnits(AxisUnit unit, const QString& label) {
  setUnit(plot()->xAxis, unit);
  plot()->xAxis->setLabel(label);
}

void BarPlot::setBars(std::vector<Bar> bars) {
  m_bars = std::move(bars);
  restyle();
}

void BarPlot::add(double position, double value, double width, const QColor& color) {
  auto* bar = new QCPBars(plot()->yAxis, plot()->xAxis);
  bar->setWidthType(QCPBars::wtPlotCoords);
  bar->setWidth(width);
  bar->setPen(Qt::NoPen);
  bar->setBrush(color);
  bar->addData(position, value);
}

void BarPlot::applyColors(const QPalette& palette) {
  plot()->clearPlottables();
  QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
  const QFontMetrics metrics(plot()->yAxis->tickLabelFont());
  double most = 0;
  for (std::size_t i = 0; i < m_bars.size(); ++i) {
    const Bar& bar = m_bars[i];
    names->addTick(double(i), metrics.elidedText(bar.label, Qt::ElideLeft, kLabelWidth));
    add(double(i), bar.before, kBefore, lineColor(palette));
    most = std::max(most, bar.before);
    const double width = kAfter / double(std::max<std::size_t>(1, bar.after.size()));
    for (std::size_t j = 0; j < bar.after.size(); ++j) {
      const double offset = (double(j) + 0.5) * width - kAfter / 2;
      add(double(i) + offset, bar.after[j].value, width * 0.92, schemeColor(bar.after[j].family));
      most = std::max(most, bar.after[j].value);
    }
  }
  plot()->yAxis->setTicker(names);
  plot()->yAxis->setRange(-0.6, double(m_bars.size()) - 0.4);
  plot()->xAxis->setRange(0, most > 0 ? most * 1.04 : 1);
  const int rows = int(m_bars.size());
  setMinimumHeight(rows * kRowHeight + kAxisHeight);
  setMaximumHeight(rows > 0 ? rows * kMostRowHeight + kAxisHeight : QWIDGETSIZE_MAX);
}

}  // namespace athena::ui
