// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <optional>
#include <vector>

#include "ui/plots/plot_view.h"
#include "ui/style/scheme_style.h"

class QCPErrorBars;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;

namespace athena::ui {

/// One result in a chart of quality over cost.
struct ScatterPoint {
  qint64 id = 0;
  double x = 0, y = 0, yLow = 0, yHigh = 0;
  SchemeFamily family = SchemeFamily::Fp32;
  bool comparable = true;  // else drawn hollow and grey
  QString name;
  QString tip;  // rich text
  bool operator==(const ScatterPoint&) const = default;
};

/// Quality (up is good) over a cost (left is good): points with error bars, the front, a budget line that can
/// be dragged, and marks on the selected point and on the best one under the budget.
class ScatterPlot : public PlotView {
  Q_OBJECT

 public:
  explicit ScatterPlot(QWidget* parent = nullptr);

  /// The labels are drawn in files only: in the window the chart's heading says it.
  void setAxes(const QString& xLabel, AxisUnit xUnit, const QString& yLabel, AxisUnit yUnit);
  void setPoints(std::vector<ScatterPoint> points);
  const std::vector<ScatterPoint>& points() const { return m_points; }
  /// Corners of the front by rising cost; drawn as steps.
  void setFront(const QVector<QPointF>& corners);
  const QVector<QPointF>& front() const { return m_front; }
  void setSelected(const QList<qint64>& ids);
  void setBest(std::optional<qint64> id);
  std::optional<qint64> best() const { return m_best; }

  /// The cost at which the line stands; none: it rests at the right edge and limits nothing.
  std::optional<double> budget() const { return m_budget; }
  void setBudget(std::optional<double> budget);
  /// Shows everything again after zooming (wheel) and moving (drag).
  void fit();

  /// Where a point is, in the widget's pixels; for tests and for those who place things beside it.
  QPointF pixelOf(qint64 id) const;
  double budgetPixel() const;
  /// The point within reach of a position; 0-id is a point too, so none is nullopt.
  std::optional<qint64> pointAt(const QPointF& position) const;

 Q_SIGNALS:
  void clicked(qint64 id, Qt::KeyboardModifiers modifiers);
  void clickedNothing();
  void activated(qint64 id);  // double click
  void budgetChanged();

 protected:
  void applyColors(const QPalette& palette) override;
  void setForFile(bool on) override;
  bool eventFilter(QObject* object, QEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  const ScatterPoint* point(qint64 id) const;
  void rebuild(const QPalette& palette);
  void placeMarks();
  void placeBudget();
  void hover(const QPointF& position, const QPoint& globalPosition);
  /// Of the plot itself; true: it goes no further.
  bool mouseEvent(const QMouseEvent& mouse);
  bool press(const QPointF& position, Qt::KeyboardModifiers modifiers);
  bool onBudget(const QPointF& position) const;
  void dragBudget(double pixel);

  QString m_xLabel, m_yLabel;
  std::vector<ScatterPoint> m_points;
  QVector<QPointF> m_front;
  QList<qint64> m_selected;
  std::optional<qint64> m_best, m_hovered;
  std::optional<double> m_budget;
  bool m_dragging = false, m_zoomed = false;
  QCPGraph *m_frontLine, *m_selectedRing, *m_bestRing, *m_hoverRing;
  QCPItemStraightLine* m_budgetLine;
  QCPItemText *m_budgetHandle, *m_bestLabel;
};

}  // namespace athena::ui
