// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/smoothing.h"

#include <algorithm>
#include <cmath>

namespace athena::ui {

QList<QPointF> smoothed(const QList<QPointF>& points, double span) {
  const qsizetype half = qsizetype(std::max(1.0, span) / 2);
  // Sums and counts of all finite values before a point: each mean is a difference of two.
  QList<double> sums{0}, counts{0};
  for (const QPointF& point : points) {
    const bool finite = std::isfinite(point.y());
    sums.append(sums.last() + (finite ? point.y() : 0));
    counts.append(counts.last() + (finite ? 1 : 0));
  }
  QList<QPointF> out;
  out.reserve(points.size());
  for (qsizetype i = 0; i < points.size(); ++i) {
    // Towards the start it narrows on both sides, or the first slope would become a bend; towards the end
    // only on one, or the tip of a running curve would be raw.
    const qsizetype reach = std::min(half, i), first = i - reach,
                    end = std::min(points.size(), i + reach + 1);
    const double count = counts[end] - counts[first];
    out.append({points[i].x(), count > 0 ? (sums[end] - sums[first]) / count : points[i].y()});
  }
  return out;
}

}  // namespace athena::ui
