// SPDX-License-Identifier: GPL-3.0-or-later
// What the chart draws. What the mouse does in it: scatter_plot_mouse.cpp.
#include "ui/plots/scatter_plot.h"

#include <qcustomplot.h>

#include <algorithm>
#include <map>

#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr double kMarker = 5;  // half of a marker's height, px
constexpr int kLegendColumns = 4;
constexpr double kRoomX = 0.06, kRoomY = 0.12;

QPainterPath scaled(SchemeFamily family, double size) {
  return QTransform::fromScale(size, size).map(schemeMarker(family));
}

QCPGraph* ring(QCustomPlot* plot) {
  QCPGraph* graph = plot->addGraph();
  graph->setLineStyle(QCPGraph::lsNone);
  graph->setLayer(QStringLiteral("marks"));
  return graph;
}

void setRing(QCPGraph* graph, const QColor& color, double width, double size) {
  graph->setScatterStyle(
      QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(color, width), QBrush(Qt::NoBrush), size));
}

}  // namespace

ScatterPlot::ScatterPlot(QWidget* parent) : PlotView(parent) {
  QCustomPlot* view = plot();
  view->addLayer(QStringLiteral("marks"), view->layer(QStringLiteral("main")), QCustomPlot::limAbove);
  view->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  view->setMouseTracking(true);
  view->installEventFilter(this);

  m_frontLine = view->addGraph();
  m_frontLine->setLineStyle(QCPGraph::lsStepLeft);
  m_selectedRing = ring(view);
  m_bestRing = ring(view);
  m_hoverRing = ring(view);

  view->setAutoAddPlottableToLegend(false);
  view->legend->clearItems();
  view->legend->setIconSize(14, 14);
  view->legend->setRowSpacing(0);
  view->legend->setFillOrder(QCPLegend::foColumnsFirst);
  view->legend->setWrap(kLegendColumns);
  m_budgetLine = new QCPItemStraightLine(view);
  m_budgetHandle = new QCPItemText(view);
  m_budgetHandle->setText(QStringLiteral("\u25c0 \u25b6"));
  m_budgetHandle->setPositionAlignment(Qt::AlignHCenter | Qt::AlignTop);
  m_budgetHandle->setPadding(QMargins(3, 0, 3, 1));
  m_budgetHandle->position->setTypeX(QCPItemPosition::ptPlotCoords);
  m_budgetHandle->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
  m_budgetHandle->setClipToAxisRect(false);
  m_bestLabel = new QCPItemText(view);
  m_bestLabel->setClipToAxisRect(true);
  m_bestLabel->setVisible(false);
  for (QCPAbstractItem* item :
       std::initializer_list<QCPAbstractItem*>{m_budgetLine, m_budgetHandle, m_bestLabel}) {
    item->setLayer(QStringLiteral("marks"));
  }
  const auto ranged = [this] {
    placeBudget();
    placeMarks();
  };
  connect(view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, ranged);
  connect(view->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, ranged);
  connect(view, &QCustomPlot::mouseWheel, this, [this] { m_zoomed = true; });
  restyle();
}

void ScatterPlot::setAxes(const QString& xLabel, AxisUnit xUnit, const QString& yLabel, AxisUnit yUnit) {
  m_xLabel = xLabel;
  m_yLabel = yLabel;
  setUnit(plot()->xAxis, xUnit);
  setUnit(plot()->yAxis, yUnit);
}

void ScatterPlot::setPoints(std::vector<ScatterPoint> points) {
  if (points == m_points) return;
  m_points = std::move(points);
  rebuild(palette());
  if (!m_zoomed) fit();
  placeMarks();
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterPlot::setFront(const QVector<QPointF>& corners) {
  m_front = corners;
  placeMarks();
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterPlot::setSelected(const QList<qint64>& ids) {
  if (ids == m_selected) return;
  m_selected = ids;
  placeMarks();
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterPlot::setBest(std::optional<qint64> id) {
  if (id == m_best) return;
  m_best = id;
  placeMarks();
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterPlot::setBudget(std::optional<double> budget) {
  if (budget == m_budget) return;
  m_budget = budget;
  placeBudget();
  plot()->replot(QCustomPlot::rpQueuedReplot);
  Q_EMIT budgetChanged();
}

void ScatterPlot::fit() {
  m_zoomed = false;
  if (m_points.empty()) return;
  double right = 0, low = 1e300, high = -1e300;
  for (const ScatterPoint& each : m_points) {
    right = std::max(right, each.x);
    low = std::min({low, each.y, each.yLow});
    high = std::max({high, each.y, each.yHigh});
  }
  const double room = std::max((high - low) * kRoomY, 1e-4);
  plot()->xAxis->setRange(0, right > 0 ? right * (1 + kRoomX) : 1);
  plot()->yAxis->setRange(low - room, high + room);
  placeBudget();
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

const ScatterPoint* ScatterPlot::point(qint64 id) const {
  const auto it = std::find_if(m_points.begin(), m_points.end(),
                               [id](const ScatterPoint& each) { return each.id == id; });
  return it == m_points.end() ? nullptr : &*it;
}

/// One graph and its error bars for each look: a family that may be compared, or one that may not.
void ScatterPlot::rebuild(const QPalette& palette) {
  QCustomPlot* view = plot();
  for (int i = view->plottableCount() - 1; i >= 0; --i) {
    QCPAbstractPlottable* each = view->plottable(i);
    if (each != m_frontLine && each != m_selectedRing && each != m_bestRing && each != m_hoverRing)
      view->removePlottable(i);
  }
  std::map<std::pair<bool, SchemeFamily>, std::vector<const ScatterPoint*>> looks;
  for (const ScatterPoint& each : m_points) looks[{!each.comparable, each.family}].push_back(&each);
  for (auto& [look, points] : looks) {
    const bool comparable = !look.first;
    const SchemeFamily family = look.second;
    const QColor color = comparable ? schemeColor(family) : mutedText(palette);
    std::sort(points.begin(), points.end(), [](const auto* a, const auto* b) { return a->x < b->x; });
    QVector<double> x, y, below, above;
    for (const ScatterPoint* each : points) {
      x << each->x;
      y << each->y;
      below << each->y - each->yLow;
      above << each->yHigh - each->y;
    }
    QCPGraph* graph = view->addGraph();
    graph->setName(comparable ? schemeName(family) : tr("not comparable"));
    graph->addToLegend();
    graph->setLineStyle(QCPGraph::lsNone);
    QPen pen(color, comparable ? 1 : 1.4);
    graph->setScatterStyle(
        QCPScatterStyle(scaled(family, kMarker), pen, comparable ? QBrush(color) : QBrush(Qt::NoBrush), 6));
    graph->setData(x, y, true);
    auto* bars = new QCPErrorBars(view->xAxis, view->yAxis);
    bars->setDataPlottable(graph);
    bars->setData(below, above);
    bars->setWhiskerWidth(5);
    bars->setSymbolGap(2 * kMarker + 2);
    QColor faint = color;
    faint.setAlphaF(comparable ? 0.75 : 0.4);
    bars->setPen(QPen(faint, 1.2));
    bars->setAntialiased(false);
  }
}

void ScatterPlot::placeMarks() {
  const auto place = [this](QCPGraph* graph, const QList<qint64>& ids) {
    QVector<double> x, y;
    for (qint64 id : ids) {
      if (const ScatterPoint* found = point(id)) {
        x << found->x;
        y << found->y;
      }
    }
    graph->setData(x, y);
  };
  place(m_selectedRing, m_selected);
  place(m_bestRing, m_best ? QList<qint64>{*m_best} : QList<qint64>{});
  place(m_hoverRing, m_hovered ? QList<qint64>{*m_hovered} : QList<qint64>{});

  QVector<double> x, y;
  for (const QPointF& corner : m_front) {
    x << corner.x();
    y << corner.y();
  }
  if (!x.isEmpty()) {  // what the last one gives can be had at any higher cost
    x << std::max(plot()->xAxis->range().upper, x.last());
    y << y.last();
  }
  m_frontLine->setData(x, y, true);

  const ScatterPoint* best = m_best ? point(*m_best) : nullptr;
  m_bestLabel->setVisible(best != nullptr);
  if (best) {
    const QRect area = plot()->axisRect()->rect();
    const double pixel = plot()->xAxis->coordToPixel(best->x);
    const bool left = pixel > area.center().x();
    const bool up = plot()->yAxis->coordToPixel(best->y) > area.center().y();
    const QFontMetrics metrics(m_bestLabel->font());
    const double room = (left ? pixel - area.left() : area.right() - pixel) - 20;
    m_bestLabel->setText(
        metrics.elidedText(best->name, Qt::ElideRight, std::max(40, static_cast<int>(room))));
    m_bestLabel->position->setCoords(best->x, best->y);
    m_bestLabel->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) |
                                      (up ? Qt::AlignBottom : Qt::AlignTop));
    m_bestLabel->setPadding(QMargins(14, 6, 14, 6));
  }
}

void ScatterPlot::placeBudget() {
  const double at = m_budget.value_or(plot()->xAxis->range().upper);
  m_budgetLine->point1->setCoords(at, 0);
  m_budgetLine->point2->setCoords(at, 1);
  m_budgetHandle->position->setCoords(at, 0);
}

QPointF ScatterPlot::pixelOf(qint64 id) const {
  const ScatterPoint* found = point(id);
  return found ? QPointF(plot()->xAxis->coordToPixel(found->x), plot()->yAxis->coordToPixel(found->y))
               : QPointF(-1, -1);
}

double ScatterPlot::budgetPixel() const {
  return plot()->xAxis->coordToPixel(m_budget.value_or(plot()->xAxis->range().upper));
}

void ScatterPlot::setForFile(bool on) {
  plot()->xAxis->setLabel(on ? m_xLabel : QString());
  plot()->yAxis->setLabel(on ? m_yLabel : QString());
  QCPLegend* legend = plot()->legend;
  if (on) {  // under the chart, where it hides nothing
    plot()->plotLayout()->addElement(1, 0, legend);
    plot()->plotLayout()->setRowStretchFactor(1, 0.001);
  } else {
    plot()->axisRect()->insetLayout()->addElement(legend, Qt::AlignTop | Qt::AlignRight);
    plot()->plotLayout()->simplify();
  }
  legend->setVisible(on);
  m_budgetHandle->setVisible(!on);
  m_budgetLine->setVisible(!on || m_budget);
  m_selectedRing->setVisible(!on);
}

void ScatterPlot::applyColors(const QPalette& palette) {
  const QColor accent = palette.color(QPalette::Link), good = goodColor(palette);
  m_frontLine->setPen(QPen(mutedText(palette), 1.2));
  m_budgetLine->setPen(QPen(accent, 1.2, Qt::DashLine));
  m_budgetHandle->setColor(palette.color(QPalette::HighlightedText));
  m_budgetHandle->setBrush(palette.color(QPalette::Highlight));
  m_budgetHandle->setPen(Qt::NoPen);
  QFont handle = font();
  handle.setPointSizeF(std::max(6.0, handle.pointSizeF() - 3));
  m_budgetHandle->setFont(handle);
  setRing(m_selectedRing, accent, 2, 4 * kMarker);
  setRing(m_bestRing, good, 2, 5 * kMarker);
  setRing(m_hoverRing, mutedText(palette), 1, 4 * kMarker);
  QFont label = font();
  label.setPointSizeF(std::max(7.0, label.pointSizeF() - 1));
  label.setBold(true);
  m_bestLabel->setFont(label);
  m_bestLabel->setColor(good);
  rebuild(palette);
}

}  // namespace athena::ui
