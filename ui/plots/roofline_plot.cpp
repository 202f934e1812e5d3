// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/roofline_plot.h"

#include <qcustomplot.h>

#include <QToolTip>
#include <algorithm>
#include <map>

#include "ui/style/format.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr double kMarker = 4.5;  // half of a marker's height, px
constexpr double kReach = 10;    // how near a click must be, px
constexpr double kRoom = 2;      // around the points, as a factor

void makeLogarithmic(QCPAxis* axis) {
  axis->setScaleType(QCPAxis::stLogarithmic);
  axis->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog));
  axis->setNumberFormat(QStringLiteral("g"));
  axis->setNumberPrecision(4);
}

}  // namespace

RooflinePlot::RooflinePlot(QWidget* parent) : PlotView(parent) {
  makeLogarithmic(plot()->xAxis);
  makeLogarithmic(plot()->yAxis);
  plot()->xAxis->setLabel(tr("multiply-adds a byte"));
  plot()->yAxis->setLabel(tr("10⁹ multiply-adds a second"));
  plot()->setMouseTracking(true);
  connect(plot(), &QCustomPlot::mouseMove, this, &RooflinePlot::hover);
  connect(plot(), &QCustomPlot::mousePress, this, [this](const QMouseEvent* mouse) {
    if (const RooflinePoint* found = pointAt(mouse->position())) Q_EMIT clicked(found->layer);
  });
}

void RooflinePlot::setLimits(std::vector<MachineLimit> peaks, std::vector<MachineLimit> reading) {
  m_peaks = std::move(peaks);
  m_reading = std::move(reading);
  fit();
  restyle();
}

void RooflinePlot::setPoints(std::vector<RooflinePoint> points) {
  m_points = std::move(points);
  fit();
  restyle();
}

void RooflinePlot::setSelected(const QStringList& layers) {
  if (layers == m_selected) return;
  m_selected = layers;
  restyle();
}

/// All points and, to the right, where memory no longer holds back the highest peak.
void RooflinePlot::fit() {
  if (m_peaks.empty() || m_reading.empty()) return;
  double highest = 0;
  for (const MachineLimit& peak : m_peaks) highest = std::max(highest, peak.rate);
  double left = 1, right = highest / m_reading.back().rate, low = highest / 100;
  for (const RooflinePoint& point : m_points) {
    left = std::min(left, point.intensity);
    right = std::max(right, point.intensity);
    low = std::min(low, point.gmacs);
  }
  plot()->xAxis->setRange(left / kRoom, right * kRoom);
  plot()->yAxis->setRange(low / kRoom, highest * kRoom);
}

QPointF RooflinePlot::pixelOf(const RooflinePoint& point) const {
  return {plot()->xAxis->coordToPixel(point.intensity), plot()->yAxis->coordToPixel(point.gmacs)};
}

const RooflinePoint* RooflinePlot::pointAt(const QPointF& position) const {
  const RooflinePoint* nearest = nullptr;
  double reach = kReach;
  for (const RooflinePoint& each : m_points) {
    const double distance = QLineF(pixelOf(each), position).length();
    if (distance > reach) continue;
    reach = distance;
    nearest = &each;
  }
  return nearest;
}

void RooflinePlot::hover(const QMouseEvent* mouse) {
  const RooflinePoint* found = pointAt(mouse->position());
  plot()->setCursor(found ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (found) {
    QToolTip::showText(mouse->globalPosition().toPoint(), found->tip, this);
  } else {
    QToolTip::hideText();
  }
}

void RooflinePlot::drawLine(const QPointF& from, const QPointF& to, const QColor& color, double width) {
  QCPGraph* graph = plot()->addGraph();
  graph->setPen(QPen(color, width));
  graph->setData({from.x(), to.x()}, {from.y(), to.y()});
}

void RooflinePlot::label(const QString& text, const QPointF& at, Qt::Alignment alignment,
                         const QColor& color) {
  auto* item = new QCPItemText(plot());
  item->setText(text);
  item->position->setCoords(at);
  item->setPositionAlignment(alignment);
  item->setPadding(QMargins(6, 1, 6, 1));
  item->setFont(plot()->xAxis->tickLabelFont());
  item->setColor(color);
}

void RooflinePlot::drawLimits(const QPalette& palette) {
  if (m_peaks.empty() || m_reading.empty()) return;
  const QCPRange x = plot()->xAxis->range(), y = plot()->yAxis->range();
  const QColor color = mutedText(palette);
  const double fastest = m_reading.front().rate, memory = m_reading.back().rate;
  double highest = 0;
  for (const MachineLimit& peak : m_peaks) {
    highest = std::max(highest, peak.rate);
    drawLine({peak.rate / fastest, peak.rate}, {x.upper, peak.rate}, color, 1.6);
    label(QStringLiteral("%1: %2").arg(peak.name, rateText(peak.rate)), {x.upper, peak.rate},
          Qt::AlignRight | Qt::AlignBottom, color);
  }
  for (const MachineLimit& each : m_reading) {
    drawLine({y.lower / each.rate, y.lower}, {highest / each.rate, highest}, color,
             each.rate == memory ? 1.6 : 0.7);
    const double at = std::max(x.lower, y.lower / each.rate) * 1.1;
    label(QStringLiteral("%1: %2 GB/s").arg(each.name, rateText(each.rate)), {at, at * each.rate},
          Qt::AlignLeft | Qt::AlignTop, color);
  }
}

void RooflinePlot::drawPoints(const QPalette& palette) {
  std::map<std::pair<SchemeFamily, bool>, std::vector<const RooflinePoint*>> looks;
  QVector<double> selectedX, selectedY;
  for (const RooflinePoint& each : m_points) {
    looks[{each.family, each.slower}].push_back(&each);
    if (!m_selected.contains(each.layer)) continue;
    selectedX << each.intensity;
    selectedY << each.gmacs;
  }
  for (const auto& [look, points] : looks) {
    QCPGraph* graph = plot()->addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    const QColor color = schemeColor(look.first);
    const QPainterPath marker = QTransform::fromScale(kMarker, kMarker).map(schemeMarker(look.first));
    graph->setScatterStyle(
        QCPScatterStyle(marker, QPen(color, 1.3), look.second ? QBrush(Qt::NoBrush) : QBrush(color), 6));
    QVector<double> x, y;
    for (const RooflinePoint* each : points) {
      x << each->intensity;
      y << each->gmacs;
    }
    graph->setData(x, y);
  }
  QCPGraph* ring = plot()->addGraph();
  ring->setLineStyle(QCPGraph::lsNone);
  ring->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(palette.color(QPalette::Link), 1.6),
                                        QBrush(Qt::NoBrush), 16));
  ring->setData(selectedX, selectedY);
}

void RooflinePlot::applyColors(const QPalette& palette) {
  plot()->clearPlottables();
  plot()->clearItems();
  drawLimits(palette);
  drawPoints(palette);
}

}  // namespace athena::ui
