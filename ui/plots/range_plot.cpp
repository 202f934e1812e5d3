// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/range_plot.h"

#include <qcustomplot.h>

#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/style/format.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr qsizetype kMostDrawn = 1024;  // more than a panel has pixels
constexpr int kTicks = 3, kDigits = 3;

}  // namespace

RangePlot::RangePlot(QWidget* parent) : PlotView(parent) {
  for (QCPAxis* axis : {plot()->xAxis, plot()->yAxis}) {
    setUnit(axis, AxisUnit::Plain);
    axis->ticker()->setTickCount(kTicks);
  }
  plot()->xAxis->grid()->setVisible(false);
  plot()->setMouseTracking(true);
  plot()->installEventFilter(this);
  restyle();
}

void RangePlot::setRanges(const QVector<ValueRange>& ranges, SchemeFamily family) {
  m_ranges = ranges;
  m_family = family;
  restyle();
}

QVector<ValueRange> RangePlot::drawn() const {
  if (m_ranges.size() <= kMostDrawn) return m_ranges;
  QVector<ValueRange> together(kMostDrawn);
  for (qsizetype i = 0; i < kMostDrawn; ++i) {
    const qsizetype begin = i * m_ranges.size() / kMostDrawn, end = (i + 1) * m_ranges.size() / kMostDrawn;
    together[i] = m_ranges[begin];
    for (qsizetype channel = begin + 1; channel < end; ++channel) {
      together[i].low = std::min(together[i].low, m_ranges[channel].low);
      together[i].high = std::max(together[i].high, m_ranges[channel].high);
    }
  }
  return together;
}

QString RangePlot::textAt(const QPointF& position) const {
  const double at = plot()->xAxis->pixelToCoord(position.x());
  const auto channel = qsizetype(std::floor(at));
  if (at < 0 || channel >= m_ranges.size()) return {};
  const ValueRange& range = m_ranges[channel];
  return tr("Channel %1: %2 to %3")
      .arg(channel)
      .arg(figureText(range.low, kDigits), figureText(range.high, kDigits));
}

bool RangePlot::eventFilter(QObject* object, QEvent* event) {
  if (object == plot() && event->type() == QEvent::MouseMove) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    QToolTip::showText(mouse->globalPosition().toPoint(), textAt(mouse->position()), this);
  }
  return PlotView::eventFilter(object, event);
}

void RangePlot::applyColors(const QPalette&) {
  plot()->clearPlottables();
  if (m_ranges.isEmpty()) return;
  const QVector<ValueRange> shown = drawn();
  const double width = double(m_ranges.size()) / double(shown.size());
  QVector<double> at, low, high;
  double least = 0, most = 0;
  for (qsizetype i = 0; i < shown.size(); ++i) {
    for (const double edge : {double(i) * width, double(i + 1) * width}) {
      at.append(edge);
      low.append(shown[i].low);
      high.append(shown[i].high);
    }
    least = std::min(least, shown[i].low);
    most = std::max(most, shown[i].high);
  }
  QColor fill = schemeColor(m_family);
  QCPGraph* lower = plot()->addGraph();
  QCPGraph* upper = plot()->addGraph();
  lower->setData(at, low, true);
  upper->setData(at, high, true);
  for (QCPGraph* graph : {lower, upper}) {
    graph->setPen(QPen(fill, 1));
    graph->setAdaptiveSampling(false);
  }
  fill.setAlphaF(0.45F);
  upper->setBrush(fill);
  upper->setChannelFillGraph(lower);
  const double room = std::max((most - least) * 0.05, 1e-12);
  plot()->xAxis->setRange(0, double(m_ranges.size()));
  plot()->yAxis->setRange(least - room, most + room);
}

}  // namespace athena::ui
