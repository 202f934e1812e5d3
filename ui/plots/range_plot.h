// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>

#include "ui/plots/plot_view.h"
#include "ui/style/scheme_style.h"

namespace athena::ui {

struct ValueRange {
  double low = 0, high = 0;
  bool operator==(const ValueRange&) const = default;
};

/// From where to where the values of each channel reach, channels from left to right. A tooltip gives the one
/// under the mouse.
class RangePlot : public PlotView {
  Q_OBJECT

 public:
  explicit RangePlot(QWidget* parent = nullptr);
  void setRanges(const QVector<ValueRange>& ranges, SchemeFamily family);
  const QVector<ValueRange>& ranges() const { return m_ranges; }
  /// What is drawn: neighbours together where there are more channels than could be told apart, so that none
  /// is lost.
  QVector<ValueRange> drawn() const;
  /// The channel at a place in the widget, and its range; empty: there is none.
  QString textAt(const QPointF& position) const;

  QSize sizeHint() const override { return {220, 120}; }
  QSize minimumSizeHint() const override { return {140, 100}; }

 protected:
  void applyColors(const QPalette& palette) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  QVector<ValueRange> m_ranges;
  SchemeFamily m_family = SchemeFamily::Fp32;
};

}  // namespace athena::ui
