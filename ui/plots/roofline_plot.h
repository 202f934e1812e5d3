// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <optional>
#include <vector>

#include "ui/plots/plot_view.h"
#include "ui/style/scheme_style.h"

class QMouseEvent;

namespace athena::ui {

/// A layer under one scheme: the rate that it reached at its multiply-adds a byte.
struct RooflinePoint {
  QString layer;
  double intensity = 0;  // multiply-adds a byte
  double gmacs = 0;      // 1e9 multiply-adds a second
  SchemeFamily family = SchemeFamily::Fp32;
  bool slower = false;  // than the layer as it is: drawn hollow
  QString tip;          // rich text
};

/// A limit of the machine with its name: a peak, in 1e9 multiply-adds a second, or how fast bytes come, in
/// 1e9 a second.
struct MachineLimit {
  QString name;
  double rate = 0;
};

/// Layers under the machine's roof, both axes logarithmic: level lines are peaks, slopes are rates of
/// reading, the last of which, memory's, is the roof's own.
class RooflinePlot : public PlotView {
  Q_OBJECT

 public:
  explicit RooflinePlot(QWidget* parent = nullptr);

  /// `peaks` and `reading` are not empty.
  void setLimits(std::vector<MachineLimit> peaks, std::vector<MachineLimit> reading);
  void setPoints(std::vector<RooflinePoint> points);
  const std::vector<RooflinePoint>& points() const { return m_points; }
  /// Marks the points of these layers.
  void setSelected(const QStringList& layers);
  /// Where a point is, in the widget's pixels.
  QPointF pixelOf(const RooflinePoint& point) const;

 Q_SIGNALS:
  void clicked(const QString& layer);

 protected:
  void applyColors(const QPalette& palette) override;

 private:
  void fit();
  void drawLimits(const QPalette& palette);
  void drawLine(const QPointF& from, const QPointF& to, const QColor& color, double width);
  void label(const QString& text, const QPointF& at, Qt::Alignment alignment, const QColor& color);
  void drawPoints(const QPalette& palette);
  const RooflinePoint* pointAt(const QPointF& position) const;
  void hover(const QMouseEvent* mouse);

  std::vector<MachineLimit> m_peaks, m_reading;
  std::vector<RooflinePoint> m_points;
  QStringList m_selected;
};

}  // namespace athena::ui
