// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/results.h"

#include <algorithm>
#include <map>

#include "athena/recipe.h"
#include "ui/document/comparability.h"
#include "ui/document/text.h"
#include "ui/style/format.h"

namespace athena::ui {
namespace {

/// The original as the newest measurement under the common conditions saw it; none without one.
std::optional<ResultRow> originalRow(const Measurement& measurement) {
  if (measurement.original_file_bytes == 0) return std::nullopt;
  ResultRow row;
  row.name = Results::tr("Original");
  row.schemes = schemeName(SchemeFamily::Fp32);
  row.quality = measurement.original_quality();
  row.fileBytes = row.originalBytes = measurement.original_file_bytes;
  row.latency = measurement.latency;
  if (row.latency) row.latency->variant = row.latency->original;
  row.measuredAt = toQt(measurement.measured_at);
  row.command = toQt(measurement.command);
  return row;
}

QString dataOf(const Measurement& measurement) {
  if (measurement.dataset.empty()) return Results::tr("random inputs");
  const auto quality = measurement.quality();
  const std::int64_t samples = quality ? quality->samples : 0;
  return samples == 0 ? toQt(measurement.dataset_name)
                      : Results::tr("%1 samples of %2 (%3)")
                            .arg(countText(samples), toQt(measurement.dataset_name), toQt(measurement.split));
}

ResultRow rowOf(const Variant& variant, const Comparability& comparability) {
  ResultRow row;
  row.id = variant.id;
  row.name = toQt(variant.name);
  row.note = toQt(variant.note);
  row.schemes = Results::schemesOf(variant);
  row.family = familyOf(variant.recipe);
  row.recipe = toQt(explain_recipe(variant.recipe)).trimmed();
  row.fileBytes = variant.file_bytes;
  row.stale = variant.stale;
  row.whyNot = comparability.whyNot(variant);
  const Measurement* measurement = comparability.shown(variant);
  if (!measurement) return row;
  row.quality = measurement->quality();
  if (const auto original = measurement->original_quality(); row.quality && original)
    row.qualityDelta = row.quality->value - original->value;
  row.agreement = measurement->agreement;
  if (measurement->file_bytes > 0) row.fileBytes = measurement->file_bytes;
  row.originalBytes = measurement->original_file_bytes;
  row.latency = measurement->latency;
  row.measuredAt = toQt(measurement->measured_at);
  row.command = toQt(measurement->command);
  row.data = dataOf(*measurement);
  return row;
}

}  // namespace

std::vector<ResultRow> Results::of(const std::vector<Variant>& variants) {
  const Comparability comparability(variants);
  std::vector<ResultRow> rows;
  if (const Measurement* newest = comparability.reference()) {
    if (auto original = originalRow(*newest)) rows.push_back(std::move(*original));
  }
  for (const Variant& variant : variants) rows.push_back(rowOf(variant, comparability));
  return rows;
}

QString Results::schemesOf(const Variant& variant) {
  std::map<std::string, std::int64_t> bytesOf;
  double zeros = 0, weights = 0;
  for (const LayerReport& layer : variant.layers) {
    bytesOf[layer.scheme] += layer.bytes_before;
    zeros += layer.sparsity * static_cast<double>(layer.bytes_before);
    weights += static_cast<double>(layer.bytes_before);
  }
  std::vector<std::pair<std::string, std::int64_t>> order(bytesOf.begin(), bytesOf.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  QStringList parts;
  for (const auto& [scheme, bytes] : order) {
    if (scheme != "fp32") parts.append(toQt(scheme));
  }
  if (parts.isEmpty()) parts.append(schemeName(SchemeFamily::Fp32));
  QString text = parts.join(QStringLiteral(", "));
  // An accidental zero among the weights is no pruning.
  const bool pruned = std::any_of(variant.recipe.steps.begin(), variant.recipe.steps.end(),
                                  [](const Step& step) { return step.verb == "prune"; });
  if (pruned && weights > 0) text += tr(" · %1 zeros").arg(shareText(zeros / weights));
  return text;
}

}  // namespace athena::ui
