// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>

#include "ui/plots/plot_view.h"
#include "ui/style/scheme_style.h"

namespace athena::ui {

/// One training run's loss over its optimizer steps.
struct LossCurve {
  QString name;
  SchemeFamily family = SchemeFamily::Fp32;
  bool live = false;
  double stepsPerEpoch = 0;  // 0: unknown
  QList<QPointF> points;     // x: step
};

/// Loss curves of several runs over each other: running ones bold, each with its scheme's colour; runs of one
/// scheme differ in their dashes.
class LossPlot : public PlotView {
  Q_OBJECT

 public:
  explicit LossPlot(QWidget* parent = nullptr);

  /// Shows or replaces a curve.
  void setCurve(const QString& key, const LossCurve& curve);
  void append(const QString& key, const QPointF& point);
  void removeCurve(const QString& key);
  QStringList curves() const;
  void setHighlighted(const QString& key);

  void setSmoothing(bool on);
  bool smoothing() const { return m_smoothing; }
  /// Epochs instead of steps; curves whose epochs are unknown are left out.
  void setEpochs(bool on);
  bool epochs() const { return m_epochs; }

  /// What is drawn of a curve, in the axes' units; for tests.
  QList<QPointF> drawn(const QString& key) const;

 protected:
  void applyColors(const QPalette& palette) override;

 private:
  struct Shown {
    LossCurve curve;
    QCPGraph *raw, *line;
    int dash;
  };
  QList<QPointF> inUnits(const Shown& shown) const;
  void draw(Shown& shown);
  void redraw();
  void style(const Shown& shown, bool highlighted);
  void rescale();
  int freeDash(SchemeFamily family) const;

  std::map<QString, Shown> m_shown;
  QString m_highlighted;
  bool m_smoothing = true, m_epochs = false;
};

}  // namespace athena::ui
