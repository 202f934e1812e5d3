// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_comparison.h"

#include <algorithm>

#include "app/cli/format.h"
#include "app/cli/newest_measurement.h"
#include "app/cli/table.h"

namespace athena::cli {
namespace {

std::string latency_text(const std::optional<LatencyComparison>& latency) {
  if (!latency) return "-";
  return ms_text(latency->variant.median_ms) + (latency->noisy ? " noisy" : "");
}

std::string size_ratio(const Measurement& m) {
  if (m.file_bytes == 0 || m.original_file_bytes == 0) return "-";
  return ratio_text(static_cast<double>(m.file_bytes) / static_cast<double>(m.original_file_bytes));
}

/// The original and the optimized fp32 as the group's newest run saw them: each run times them anew.
void add_references(const Measurement& m, Table& table) {
  if (m.original_file_bytes == 0) return;
  table.add({"", "original", metric_text(m.original_quality()), "", bytes_text(m.original_file_bytes),
             "1.00x", m.latency ? ms_text(m.latency->original.median_ms) : "-", "", ""});
  if (m.latency)
    table.add({"", "optimized fp32 (" + m.latency->optimized_as + ")", "", "", "", "",
               ms_text(m.latency->optimized.median_ms), "1.00x", ""});
}

std::string remark_of(const Variant& variant, const Measurement& m) {
  std::string text = variant.stale ? "stale" : "";
  if (!m.seen_by.empty()) text += (text.empty() ? "" : ", ") + ("on samples that " + m.seen_by + " has seen");
  return text;
}

void add_variant(const Variant& variant, Table& table) {
  const Measurement m = newest_measurement(variant);
  table.add({std::to_string(variant.id), variant.name, metric_text(m.quality()),
             m.agreement ? percent_text(m.agreement->top1) : "-", bytes_text(variant.file_bytes),
             size_ratio(m), latency_text(m.latency), m.latency ? ratio_text(m.latency->speedup()) : "-",
             remark_of(variant, m)});
}

void print_conditions(const Measurement& m, std::ostream& out) {
  if (m.measured_at.empty()) return;
  out << (m.dataset.empty() ? "random inputs" : "split " + m.split + " of " + m.dataset_name);
  if (m.latency) out << "; latency at batch " << m.latency->batch << ", threads " << m.latency->threads;
  out << "; " << m.environment.machine << ", " << m.environment.isa << ", " << m.environment.build << "\n";
}

void print_group(const ComparableGroup& group, std::ostream& out) {
  Table table({{"id", Align::Right},
               {"name"},
               {"accuracy", Align::Right},
               {"agreement", Align::Right},
               {"size", Align::Right},
               {"", Align::Right},
               {"latency", Align::Right},
               {"speed-up", Align::Right},
               {"remark"}});
  const Measurement newest = newest_measurement(group.variants.back());
  add_references(newest, table);
  for (const Variant& variant : group.variants) add_variant(variant, table);
  if (!group.why.empty()) out << "\n" << group.why << "\n";
  table.print(out);
  print_conditions(newest, out);
  for (const PairTest& pair : pair_tests(group))
    out << "McNemar's test of " << pair.a << " and " << pair.b << ": " << pair.test.only_a << " samples only "
        << pair.a << " gets right, " << pair.test.only_b << " only " << pair.b
        << ", p = " << number_text(pair.test.p) << (pair.test.exact ? " (exact)" : " (chi-squared)") << "\n";
}

}  // namespace

void print_comparison(const std::vector<ComparableGroup>& groups, std::ostream& out) {
  if (groups.empty()) out << "The session has no variants to compare.\n";
  for (const ComparableGroup& group : groups) print_group(group, out);
}

}  // namespace athena::cli
