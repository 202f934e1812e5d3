// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_measurement.h"

#include <cmath>

#include "app/cli/coverage_text.h"
#include "app/cli/format.h"
#include "app/cli/table.h"

namespace athena::cli {
namespace {

/// How many times larger `a` is than `b`, or nothing where either is unknown.
std::string ratio_of(std::int64_t a, std::int64_t b) {
  return a > 0 && b > 0 ? ratio_text(static_cast<double>(a) / static_cast<double>(b)) : "";
}

std::string size_text(std::int64_t bytes) { return bytes > 0 ? bytes_text(bytes) : "-"; }

std::string latency_note(const LatencyComparison& latency) {
  std::string text =
      ratio_text(latency.speedup()) + " the speed of the optimized fp32 (" + latency.optimized_as + ")";
  text += "; batch " + std::to_string(latency.batch) + ", " + std::to_string(latency.threads) +
          (latency.threads == 1 ? " thread" : " threads");
  return latency.noisy ? text + "; noisy: the baseline drifted by more than 5 %" : text;
}

std::string data_text(const Measurement& m) {
  if (m.dataset.empty()) return "random inputs";
  const auto quality = m.quality();
  const std::int64_t samples = quality ? quality->samples : m.agreement ? m.agreement->samples : 0;
  return std::to_string(samples) + " samples, split " + m.split + " of " + m.dataset_name;
}

/// What people call it: one row of the table.
std::string metric_name(const Metric& metric) { return metric.name == "top1" ? "accuracy" : metric.name; }

void add_metrics(const Measurement& m, Table& table) {
  const auto quality = m.quality();
  if (!quality) {
    table.add({"accuracy", metric_text(m.original_quality()), "", "-", "not measured"});
    return;
  }
  std::string remark = data_text(m);
  if (!m.seen_by.empty()) remark += "; samples that " + m.seen_by + " has seen";
  table.add({metric_name(*quality), metric_text(m.original_quality()), "", metric_text(quality), remark});
  for (std::size_t i = 1; i < m.metrics.size(); ++i)
    table.add(
        {metric_name(m.metrics[i]),
         metric_text(i < m.original_metrics.size() ? std::optional(m.original_metrics[i]) : std::nullopt), "",
         metric_text(m.metrics[i]), ""});
}

std::string with_p95(const Latency& latency) {
  return ms_text(latency.median_ms) + " (p95 " + ms_text(latency.p95_ms) + ")";
}

}  // namespace

std::string agreement_text(const Agreement& agreement) {
  std::string text;
  const auto add = [&](const char* name, double value, const std::string& shown) {
    if (!std::isnan(value)) text += (text.empty() ? "" : ", ") + (name + shown);
  };
  // An output without classes has no top-1 and no distribution.
  add("top-1 ", agreement.top1, percent_text(agreement.top1));
  add("cosine ", agreement.cosine, number_text(agreement.cosine));
  add("SQNR ", agreement.sqnr_db, number_text(agreement.sqnr_db) + " dB");
  add("mean KL ", agreement.mean_kl, number_text(agreement.mean_kl));
  return text + " over " + std::to_string(agreement.samples) +
         (agreement.random_inputs ? " random inputs" : " samples");
}

void print_measurement(const Measurement& m, std::ostream& out) {
  Table table(
      {{""}, {"original", Align::Right}, {"optimized fp32", Align::Right}, {"this", Align::Right}, {""}});
  add_metrics(m, table);
  table.add({"file", size_text(m.original_file_bytes), "", size_text(m.file_bytes),
             ratio_of(m.file_bytes, m.original_file_bytes)});
  if (const auto& latency = m.latency)
    table.add({"latency", with_p95(latency->original), with_p95(latency->optimized),
               with_p95(latency->variant), latency_note(*latency)});
  table.print(out);
  if (m.agreement) out << "agreement with the original: " << agreement_text(*m.agreement) << "\n";
  if (m.coverage) print_coverage(*m.coverage, out);
  if (!m.command.empty()) out << "to measure it again: " << m.command << "\n";
}

void print_layers(const std::vector<LayerReport>& layers, std::ostream& out) {
  Table table({{"layer"},
               {"kind"},
               {"scheme"},
               {"before", Align::Right},
               {"after", Align::Right},
               {"zeros", Align::Right},
               {"kernel"},
               {"calls", Align::Right},
               {"multiply-adds", Align::Right},
               {"in integers", Align::Right},
               {"remark"}});
  for (const LayerReport& layer : layers)
    table.add({layer.path, layer.kind, layer.scheme, bytes_text(layer.bytes_before),
               bytes_text(layer.bytes_after), layer.sparsity > 0 ? percent_text(layer.sparsity) : "",
               layer.kernel, layer.calls > 0 ? std::to_string(layer.calls) : "",
               layer.multiply_adds > 0 ? count_text(layer.multiply_adds) : "",
               layer.multiply_adds > 0 ? percent_text(layer.integer_share()) : "", layer.reason});
  table.print(out);
}

}  // namespace athena::cli
