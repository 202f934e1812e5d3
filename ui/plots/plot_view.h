// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "athena/types/result.h"
#include "ui/plots/axis_unit.h"

class QCPAxis;
class QCPGraph;
class QCPPainter;
class QCustomPlot;
class QLabel;

namespace athena::ui {

/// A chart: one QCustomPlot in the colours of the window's palette, that can be saved.
class PlotView : public QWidget {
  Q_OBJECT

 public:
  explicit PlotView(QWidget* parent = nullptr);

  /// Writes the chart as PNG, SVG or PDF, by the name's ending, dark on white whatever the window's palette.
  Status save(const QString& file);
  /// Several charts side by side in one file.
  static Status saveAll(const QList<PlotView*>& views, const QString& file);

  /// Text in place of a chart without data; empty: the chart is shown.
  void setEmptyText(const QString& text);
  QString emptyText() const;

  QSize sizeHint() const override { return {480, 280}; }
  QSize minimumSizeHint() const override { return {220, 150}; }

 protected:
  QCustomPlot* plot() const { return m_plot; }
  /// Colours of what the chart draws; called with the palette to use, at first and whenever it changes.
  virtual void applyColors(const QPalette& palette) = 0;
  /// Whether it is drawn for a file, which must explain itself and shows nothing to be dragged.
  virtual void setForFile(bool) {}
  void setUnit(QCPAxis* axis, AxisUnit unit);
  /// Applies the colours of frame and text, then those of the chart.
  void restyle();
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void styleWith(const QPalette& palette);
  QCustomPlot* m_plot;
  QLabel* m_empty;
};

}  // namespace athena::ui
