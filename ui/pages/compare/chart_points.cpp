// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/chart_points.h"

#include <algorithm>

#include "ui/document/text.h"
#include "ui/models/pareto.h"
#include "ui/style/format.h"

namespace athena::ui {
namespace {

std::optional<double> qualityOf(const ResultRow& row, Quality quality) {
  if (quality == Quality::Accuracy) return row.quality ? std::optional(row.quality->value) : std::nullopt;
  if (row.isOriginal()) return 1;
  return row.agreement ? std::optional(row.agreement->top1) : std::nullopt;
}

std::optional<double> costOf(const ResultRow& row, Cost cost) {
  if (cost == Cost::Size) return row.fileBytes > 0 ? std::optional(double(row.fileBytes)) : std::nullopt;
  return row.latency ? std::optional(row.latency->variant.median_ms) : std::nullopt;
}

QString tipOf(const ResultRow& row) {
  QStringList lines{QStringLiteral("<b>%1</b>").arg(row.name.toHtmlEscaped()), row.schemes.toHtmlEscaped()};
  if (!row.recipe.isEmpty())
    lines << row.recipe.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
  if (row.quality) {
    const Metric& metric = *row.quality;
    QString line = metric.name == "top1"
                       ? ChartPoints::tr("Accuracy %1").arg(metricText(metric))
                       : QStringLiteral("%1 %2").arg(toQt(metric.name).toHtmlEscaped(), metricText(metric));
    if (row.qualityDelta && metric.fraction)
      line += ChartPoints::tr(" (%1 points)").arg(pointsText(*row.qualityDelta));
    lines << line;
  }
  lines << (row.originalBytes > 0 ? ChartPoints::tr("%1, %2 of the original")
                                        .arg(bytesText(row.fileBytes), ratioText(row.ratio()))
                                  : bytesText(row.fileBytes));
  if (row.latency) {
    lines << ChartPoints::tr("%1 median, %2 p95, batch %3")
                 .arg(timeText(row.latency->variant.median_ms), timeText(row.latency->variant.p95_ms))
                 .arg(row.latency->batch);
    lines << ChartPoints::tr("%1 the speed of the optimized fp32 (%2)")
                 .arg(ratioText(row.latency->speedup()), toQt(row.latency->optimized_as));
    if (row.latency->noisy) lines << ChartPoints::tr("The times are noisy.");
  }
  if (!row.comparable()) lines << QStringLiteral("<i>%1</i>").arg(row.whyNot.toHtmlEscaped());
  return lines.join(QLatin1String("<br>"));
}

}  // namespace

Quality ChartPoints::quality(const std::vector<ResultRow>& rows) {
  const bool any = std::any_of(rows.begin(), rows.end(), [](const ResultRow& row) { return row.quality; });
  return any ? Quality::Accuracy : Quality::Agreement;
}

std::vector<ScatterPoint> ChartPoints::of(const std::vector<ResultRow>& rows, Cost cost, Quality quality) {
  std::vector<ScatterPoint> points;
  for (const ResultRow& row : rows) {
    const auto x = costOf(row, cost), y = qualityOf(row, quality);
    if (!x || !y) continue;
    ScatterPoint point{row.id, *x, *y, *y, *y, row.family, row.comparable(), row.name, tipOf(row)};
    if (quality == Quality::Accuracy) {
      if (!row.quality->interval.empty()) {
        point.yLow = row.quality->low;
        point.yHigh = row.quality->high;
      }
    }
    points.push_back(point);
    if (!row.isOriginal() || cost != Cost::Time || row.latency->optimized.median_ms <= 0) continue;
    point.id = kOptimizedId;
    point.x = row.latency->optimized.median_ms;
    point.name = tr("Optimized fp32");
    point.tip =
        tr("<b>Optimized fp32</b><br>%1: the original, made faster without loss.<br>%2 median. "
           "Speed-ups are stated against this.")
            .arg(toQt(row.latency->optimized_as).toHtmlEscaped(), timeText(row.latency->optimized.median_ms));
    points.push_back(point);
  }
  return points;
}

bool ChartPoints::higherIsBetter(const std::vector<ResultRow>& rows, Quality quality) {
  if (quality == Quality::Agreement) return true;
  const auto found = std::find_if(rows.begin(), rows.end(), [](const ResultRow& row) { return row.quality; });
  return found == rows.end() || found->quality->higher_is_better;
}

QVector<QPointF> ChartPoints::front(const std::vector<ScatterPoint>& points, bool higherIsBetter) {
  const double sign = higherIsBetter ? 1 : -1;
  std::vector<CostQuality> candidates;
  for (const ScatterPoint& point : points) {
    if (point.comparable) candidates.push_back({point.x, sign * point.y});
  }
  QVector<QPointF> corners;
  for (std::size_t i : paretoFront(candidates))
    corners.append({candidates[i].cost, sign * candidates[i].quality});
  return corners;
}

std::optional<qint64> ChartPoints::best(const std::vector<ResultRow>& rows, Quality quality,
                                        const Budgets& budgets) {
  if (!budgets.any()) return std::nullopt;
  const double sign = higherIsBetter(rows, quality) ? 1 : -1;
  std::vector<CostQuality> candidates;
  std::vector<qint64> ids;
  for (const ResultRow& row : rows) {
    const auto bytes = costOf(row, Cost::Size), ms = costOf(row, Cost::Time), good = qualityOf(row, quality);
    if (!row.comparable() || !bytes || !good) continue;
    if (budgets.ms && (!ms || *ms > *budgets.ms)) continue;
    candidates.push_back({*bytes, sign * *good});
    ids.push_back(row.id);
  }
  const auto found = bestUnder(candidates, budgets.bytes);
  return found ? std::optional(ids[*found]) : std::nullopt;
}

}  // namespace athena::ui
