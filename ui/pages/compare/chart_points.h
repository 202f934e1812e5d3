// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCoreApplication>
#include <QPointF>
#include <QVector>
#include <optional>
#include <vector>

#include "ui/models/results.h"
#include "ui/plots/scatter_plot.h"

namespace athena::ui {

/// Stands for the fastest lossless optimization of the original: a point of the time chart, no row.
inline constexpr qint64 kOptimizedId = -1;

enum class Cost { Size, Time };
enum class Quality { Accuracy, Agreement };

struct Budgets {
  std::optional<double> bytes, ms;
  bool any() const { return bytes || ms; }
};

/// From results to what the charts draw, without a widget.
class ChartPoints {
  Q_DECLARE_TR_FUNCTIONS(athena::ui::ChartPoints)

 public:
  /// Accuracy (or what stands for it) where any result has one, else agreement with the original.
  static Quality quality(const std::vector<ResultRow>& rows);
  /// The rows that have both figures. The time chart also has the optimized original.
  static std::vector<ScatterPoint> of(const std::vector<ResultRow>& rows, Cost cost, Quality quality);
  /// Corners of the Pareto front of those that may be compared.
  static QVector<QPointF> front(const std::vector<ScatterPoint>& points, bool higherIsBetter = true);
  static bool higherIsBetter(const std::vector<ResultRow>& rows, Quality quality);
  /// The best comparable result within every budget that is set (ties: the smallest file); none without one.
  static std::optional<qint64> best(const std::vector<ResultRow>& rows, Quality quality,
                                    const Budgets& budgets);
};

}  // namespace athena::ui
