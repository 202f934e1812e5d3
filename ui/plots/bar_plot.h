// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <vector>

#include "ui/plots/plot_view.h"
#include "ui/style/scheme_style.h"

class QCPBars;

namespace athena::ui {

/// One line of a BarPlot: how much it was, and how much it became in each of the compared results.
struct Bar {
  QString label;
  double before = 0;
  struct After {
    double value = 0;
    SchemeFamily family = SchemeFamily::Fp32;
  };
  std::vector<After> after;
};

/// Horizontal bars, first at the top: what was before as a pale bar, what it became over it in the scheme's
/// colour; of two results, one above the other.
class BarPlot : public PlotView {
  Q_OBJECT

 public:
  explicit BarPlot(QWidget* parent = nullptr);
  void setUnits(AxisUnit unit, const QString& label);
  void setBars(std::vector<Bar> bars);
  const std::vector<Bar>& bars() const { return m_bars; }

 protected:
  void applyColors(const QPalette& palette) override;

 private:
  void add(double position, double value, double width, const QColor& color);
  std::vector<Bar> m_bars;
};

}  // namespace athena::ui
