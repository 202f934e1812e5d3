// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_plot.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "ui/plots/smoothing.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr double kSmoothedShare = 0.05;  // of a curve's points make one smoothed value
constexpr int kDashes = 4;

QPen penOf(const QColor& color, double width, int dash) {
  QPen pen(color, width);
  switch (dash % kDashes) {
    case 1:
      pen.setDashPattern({6, 3});
      break;
    case 2:
      pen.setDashPattern({1.5, 2.5});
      break;
    case 3:
      pen.setDashPattern({8, 3, 1.5, 3});
      break;
    default:
      break;
  }
  pen.setCapStyle(Qt::FlatCap);
  return pen;
}

void setData(QCPGraph* graph, const QList<QPointF>& points) {
  QVector<QCPGraphData> data;
  data.reserve(points.size());
  for (const QPointF& point : points) data.append({point.x(), point.y()});
  graph->data()->set(data, true);
}

}  // namespace

LossPlot::LossPlot(QWidget* parent) : PlotView(parent) {
  plot()->yAxis->setLabel(tr("loss"));
  setUnit(plot()->xAxis, AxisUnit::Plain);
  setUnit(plot()->yAxis, AxisUnit::Plain);
  plot()->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  connect(plot(), &QCustomPlot::mouseDoubleClick, this, &LossPlot::rescale);
  plot()->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
  plot()->legend->setIconSize(22, 10);
  plot()->legend->setRowSpacing(0);
  setEpochs(false);
  restyle();
}

void LossPlot::setCurve(const QString& key, const LossCurve& curve) {
  auto it = m_shown.find(key);
  if (it == m_shown.end()) {
    Shown shown{curve, plot()->addGraph(), plot()->addGraph(), freeDash(curve.family)};
    shown.raw->removeFromLegend();
    it = m_shown.emplace(key, shown).first;
  }
  it->second.curve = curve;
  draw(it->second);
  style(it->second, key == m_highlighted);
  rescale();
}

void LossPlot::append(const QString& key, const QPointF& point) {
  const auto it = m_shown.find(key);
  if (it == m_shown.end()) return;
  it->second.curve.points.append(point);
  draw(it->second);
  rescale();
}

void LossPlot::removeCurve(const QString& key) {
  const auto it = m_shown.find(key);
  if (it == m_shown.end()) return;
  plot()->removeGraph(it->second.raw);
  plot()->removeGraph(it->second.line);
  m_shown.erase(it);
  rescale();
}

QStringList LossPlot::curves() const {
  QStringList keys;
  for (const auto& [key, shown] : m_shown) keys.append(key);
  return keys;
}

void LossPlot::setHighlighted(const QString& key) {
  m_highlighted = key;
  for (const auto& [each, shown] : m_shown) style(shown, each == key);
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void LossPlot::setSmoothing(bool on) {
  m_smoothing = on;
  redraw();
}

void LossPlot::setEpochs(bool on) {
  m_epochs = on;
  plot()->xAxis->setLabel(on ? tr("epoch") : tr("step"));
  redraw();
}

void LossPlot::redraw() {
  for (auto& [key, shown] : m_shown) draw(shown);
  rescale();
}

QList<QPointF> LossPlot::inUnits(const Shown& shown) const {
  if (!m_epochs) return shown.curve.points;
  QList<QPointF> points;
  if (shown.curve.stepsPerEpoch <= 0) return points;
  for (const QPointF& point : shown.curve.points)
    points.append({point.x() / shown.curve.stepsPerEpoch, point.y()});
  return points;
}

void LossPlot::draw(Shown& shown) {
  const QList<QPointF> points = inUnits(shown);
  setData(shown.raw, m_smoothing ? points : QList<QPointF>());
  setData(shown.line, m_smoothing ? smoothed(points, kSmoothedShare * double(points.size())) : points);
}

QList<QPointF> LossPlot::drawn(const QString& key) const {
  QList<QPointF> points;
  const auto it = m_shown.find(key);
  if (it == m_shown.end()) return points;
  for (const QCPGraphData& each : *it->second.line->data()) points.append({each.key, each.value});
  return points;
}

int LossPlot::freeDash(SchemeFamily family) const {
  for (int dash = 0;; ++dash) {
    if (std::none_of(m_shown.begin(), m_shown.end(), [&](const auto& each) {
          return each.second.curve.family == family && each.second.dash == dash;
        }))
      return dash;
  }
}

void LossPlot::style(const Shown& shown, bool highlighted) {
  const QColor color = schemeColor(shown.curve.family);
  QColor faint = color;
  faint.setAlphaF(0.28);
  shown.raw->setPen(QPen(faint, 1));
  shown.line->setPen(penOf(color, highlighted ? 3 : shown.curve.live ? 2.2 : 1.6, shown.dash));
  const QFontMetrics metrics(plot()->legend->font());
  shown.line->setName(metrics.elidedText(shown.curve.name, Qt::ElideMiddle, 200));
}

void LossPlot::rescale() {
  double right = 0, low = 1e300, high = -1e300;
  for (const auto& [key, shown] : m_shown) {
    for (const QCPGraph* graph : {shown.raw, shown.line}) {
      for (const QCPGraphData& each : *graph->data()) {
        if (!std::isfinite(each.value)) continue;
        right = std::max(right, each.key);
        low = std::min(low, each.value);
        high = std::max(high, each.value);
      }
    }
  }
  if (high >= low) {
    const double room = std::max((high - low) * 0.06, 1e-9);
    plot()->xAxis->setRange(0, right > 0 ? right * 1.02 : 1);
    plot()->yAxis->setRange(std::min(0.0, low), high + room);
  }
  plot()->legend->setVisible(!m_shown.empty());
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void LossPlot::applyColors(const QPalette&) {
  for (const auto& [key, shown] : m_shown) style(shown, key == m_highlighted);
}

}  // namespace athena::ui
