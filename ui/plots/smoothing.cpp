// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/smoothing.h"

#include <cmath>

namespace athena::ui {

QList<QPointF> smoothed(const QList<QPointF>& points, double span) {
  QList<QPointF> out;
  out.reserve(points.size());
  const double keep = 1 - 2 / (std::max(1.0, span) + 1);
  double mean = 0, weight = 0;
  for (const QPointF& point : points) {
    if (std::isfinite(point.y())) {  // a loss that overflowed must not swallow all that follows
      mean = keep * mean + (1 - keep) * point.y();
      weight = keep * weight + (1 - keep);
    }
    out.append({point.x(), weight > 0 ? mean / weight : point.y()});
  }
  return out;
}

}  // namespace athena::ui
