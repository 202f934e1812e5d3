// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>

#include "ui/plots/plot_view.h"
#include "ui/style/scheme_style.h"

namespace athena::ui {

/// Counts of values in bins of equal width.
struct Histogram {
  double low = 0, high = 0;  // edges of the first and the last bin
  QVector<double> counts;
};

/// A layer's weights as a histogram, with the levels a scheme leaves and the part that pruning sets to zero.
class HistogramPlot : public PlotView {
  Q_OBJECT

 public:
  explicit HistogramPlot(QWidget* parent = nullptr);
  void setHistogram(const Histogram& histogram);
  const Histogram& histogram() const { return m_histogram; }
  /// Values that the scheme can represent; drawn as lines where they are far enough apart to be told apart.
  void setLevels(const QVector<double>& levels, SchemeFamily family);
  const QVector<double>& levels() const { return m_levels; }
  /// Values of smaller magnitude are pruned; 0: none.
  void setThreshold(double magnitude);
  /// How many of the counted values the threshold prunes, as far as whole bins tell; 0..1.
  double prunedShare() const;

 protected:
  void applyColors(const QPalette& palette) override;

 private:
  double centre(int bin) const;
  Histogram m_histogram;
  QVector<double> m_levels;
  SchemeFamily m_family = SchemeFamily::Fp32;
  double m_threshold = 0;
};

}  // namespace athena::ui
