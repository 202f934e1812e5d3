// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse does in the chart.
#include <qcustomplot.h>

#include <QToolTip>
#include <utility>

#include "ui/plots/scatter_plot.h"

namespace athena::ui {
namespace {

constexpr double kReach = 12;       // how near a click must be, px
constexpr double kBudgetReach = 6;  // px

}  // namespace

std::optional<qint64> ScatterPlot::pointAt(const QPointF& position) const {
  std::optional<qint64> nearest;
  double reach = kReach;
  if (!plot()->axisRect()->rect().adjusted(-5, -5, 5, 5).contains(position.toPoint())) return nearest;
  for (const ScatterPoint& each : m_points) {
    const double distance = QLineF(pixelOf(each.id), position).length();
    if (distance > reach) continue;
    reach = distance;
    nearest = each.id;
  }
  return nearest;
}

bool ScatterPlot::onBudget(const QPointF& position) const {
  const QRect area = plot()->axisRect()->rect();
  return position.y() >= area.top() && position.y() <= area.bottom() &&
         std::abs(position.x() - budgetPixel()) <= kBudgetReach;
}

void ScatterPlot::dragBudget(double pixel) {
  const QCPRange range = plot()->xAxis->range();
  const double at = plot()->xAxis->pixelToCoord(pixel);
  setBudget(at >= range.upper ? std::nullopt : std::optional(std::max(at, range.lower)));
}

bool ScatterPlot::eventFilter(QObject* object, QEvent* event) {
  const bool mouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove ||
                     event->type() == QEvent::MouseButtonRelease ||
                     event->type() == QEvent::MouseButtonDblClick;
  if (object != plot() || !mouse) return PlotView::eventFilter(object, event);
  return mouseEvent(*static_cast<QMouseEvent*>(event));
}

bool ScatterPlot::mouseEvent(const QMouseEvent& mouse) {
  switch (mouse.type()) {
    case QEvent::MouseButtonPress:
      return mouse.button() == Qt::LeftButton && press(mouse.position(), mouse.modifiers());
    case QEvent::MouseMove:
      if (m_dragging) {
        dragBudget(mouse.position().x());
        return true;
      }
      if (mouse.buttons() & Qt::LeftButton) {
        m_zoomed = true;
      } else {
        hover(mouse.position(), mouse.globalPosition().toPoint());
      }
      return false;
    case QEvent::MouseButtonRelease:
      return std::exchange(m_dragging, false);
    case QEvent::MouseButtonDblClick:
      if (const auto id = pointAt(mouse.position())) {
        Q_EMIT activated(*id);
      } else if (onBudget(mouse.position())) {
        setBudget(std::nullopt);
      } else {
        fit();
      }
      return true;
    default:
      return false;
  }
}

bool ScatterPlot::press(const QPointF& position, Qt::KeyboardModifiers modifiers) {
  if (const auto id = pointAt(position)) {
    Q_EMIT clicked(*id, modifiers);
    return true;
  }
  if (onBudget(position)) {
    m_dragging = true;
    return true;
  }
  Q_EMIT clickedNothing();
  return false;
}

void ScatterPlot::hover(const QPointF& position, const QPoint& globalPosition) {
  const auto id = pointAt(position);
  plot()->setCursor(id ? Qt::PointingHandCursor : onBudget(position) ? Qt::SplitHCursor : Qt::ArrowCursor);
  if (!id && onBudget(position)) {
    QToolTip::showText(globalPosition, tr("Drag to set a budget: the best result left of it lights up."),
                       this);
  } else if (id) {
    QToolTip::showText(globalPosition, point(*id)->tip, this);
  } else {
    QToolTip::hideText();
  }
  if (id == m_hovered) return;
  m_hovered = id;
  placeMarks();
  plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ScatterPlot::leaveEvent(QEvent* event) {
  m_hovered.reset();
  placeMarks();
  plot()->replot(QCustomPlot::rpQueuedReplot);
  PlotView::leaveEvent(event);
}

}  // namespace athena::ui
