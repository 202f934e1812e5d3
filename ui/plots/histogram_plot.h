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

/// Levels a scheme rounds to: first, first + step, ...
struct LevelGrid {
  double first = 0, step = 0;
  int levels = 0;  // 0: none
  bool operator==(const LevelGrid&) const = default;
};

/// A layer's weights as a histogram, with the levels a scheme leaves and the part that pruning sets to zero.
class HistogramPlot : public PlotView {
  Q_OBJECT

 public:
  explicit HistogramPlot(QWidget* parent = nullptr);
  void setHistogram(const Histogram& histogram);
  const Histogram& histogram() const { return m_histogram; }
  /// Drawn as lines, as many as can be told apart.
  void setGrid(const LevelGrid& grid, SchemeFamily family);
  const LevelGrid& grid() const { return m_grid; }
  /// Of the levels every n-th has a line, counted from the one nearest to 0; a power of two. 0: there are
  /// none.
  int everyNth() const;
  /// Values of smaller magnitude are pruned; 0: none.
  void setThreshold(double magnitude);
  double threshold() const { return m_threshold; }
  /// How many of the counted values the threshold prunes, as far as whole bins tell; 0..1.
  double prunedShare() const;

  QSize sizeHint() const override { return {220, 140}; }
  QSize minimumSizeHint() const override { return {140, 110}; }

 Q_SIGNALS:
  void everyNthChanged();  // with the width

 protected:
  void applyColors(const QPalette& palette) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  double centre(int bin) const;
  void drawBars(const QPalette& palette);
  void drawLevels(const QPalette& palette);

  Histogram m_histogram;
  LevelGrid m_grid;
  SchemeFamily m_family = SchemeFamily::Fp32;
  double m_threshold = 0;
};

}  // namespace athena::ui
