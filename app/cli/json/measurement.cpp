// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"

namespace athena::cli {
namespace {

Json value_of(const std::optional<Accuracy>& accuracy) { return accuracy ? Json(accuracy->value) : Json(); }

Json interval_of(const std::optional<Accuracy>& accuracy) {
  return accuracy ? Json::array({accuracy->low, accuracy->high}) : Json();
}

Json samples_of(const Measurement& measurement) {
  if (const auto quality = measurement.quality()) return quality->samples;
  if (measurement.agreement) return measurement.agreement->samples;
  return nullptr;
}

/// No file is empty: 0 stands for one that was not looked at.
Json size_of(std::int64_t bytes) { return bytes > 0 ? Json(bytes) : Json(); }

Json data_of(const Measurement& measurement) {
  if (measurement.dataset.empty()) return nullptr;
  return {
      {"name", measurement.dataset_name}, {"fingerprint", measurement.dataset}, {"split", measurement.split}};
}

/// A latency with what it was measured with.
Json variant_latency(const LatencyComparison& comparison) {
  Json json = json_of(comparison.variant);
  json["batch"] = comparison.batch;
  json["threads"] = comparison.threads;
  json["noisy"] = comparison.noisy;
  return json;
}

Json optimized_latency(const LatencyComparison& comparison) {
  Json json = json_of(comparison.optimized);
  json["as"] = comparison.optimized_as;
  return json;
}

Json baseline_of(const Measurement& measurement) {
  const auto& latency = measurement.latency;
  return {{"accuracy", value_of(measurement.original_accuracy)},
          {"interval", interval_of(measurement.original_accuracy)},
          {"metrics", json_list(measurement.original_metrics)},
          {"file_bytes", size_of(measurement.original_file_bytes)},
          {"latency_ms", latency ? Json(latency->original.median_ms) : Json()},
          {"latency", latency ? json_of(latency->original) : Json()},
          {"optimized", latency ? optimized_latency(*latency) : Json()}};
}

}  // namespace

Json json_of(const Environment& environment) {
  return {{"machine", environment.machine},
          {"isa", environment.isa},
          {"build", environment.build},
          {"threads", environment.threads}};
}

Json json_of(const Metric& metric) {
  return {{"name", metric.name},
          {"value", metric.value},
          {"interval", metric.interval.empty() ? Json() : Json::array({metric.low, metric.high})},
          {"interval_by", metric.interval.empty() ? Json() : Json(metric.interval)},
          {"samples", metric.samples},
          {"higher_is_better", metric.higher_is_better}};
}

Json json_of(const Agreement& agreement) {
  return {{"top1", agreement.top1},       {"cosine", agreement.cosine},
          {"sqnr_db", agreement.sqnr_db}, {"mean_kl", agreement.mean_kl},
          {"samples", agreement.samples}, {"random_inputs", agreement.random_inputs}};
}

Json json_of(const Latency& latency) {
  return {{"median_ms", latency.median_ms},
          {"p95_ms", latency.p95_ms},
          {"spread_ms", latency.spread_ms},
          {"calls", latency.calls}};
}

Json json_of(const LayerReport& layer) {
  return {{"path", layer.path},
          {"kind", layer.kind},
          {"scheme", layer.scheme},
          {"kernel", layer.kernel},
          {"calls", layer.calls},
          {"bytes_before", layer.bytes_before},
          {"bytes_after", layer.bytes_after},
          {"sparsity", layer.sparsity},
          {"multiply_adds", layer.multiply_adds},
          {"integer_multiply_adds", layer.integer_multiply_adds},
          {"sites", json_list(layer.sites)},
          {"reason", layer.reason}};
}

Json json_of(const SiteReport& site) {
  Json json = json_of(site.where);
  json.update({{"kernel", site.kernel},
               {"calls", site.calls},
               {"multiply_adds", site.multiply_adds},
               {"integer_multiply_adds", site.integer_multiply_adds}});
  return json;
}

Json json_of(const Coverage& coverage) {
  return {{"share", coverage.share()},
          {"samples", coverage.samples},
          {"with_weights", coverage.with_weights},
          {"in_integers", coverage.in_integers},
          {"of_activations", coverage.of_activations},
          {"fall_backs", coverage.fall_backs}};
}

Json json_of(const Measurement& measurement) {
  const auto& latency = measurement.latency;
  return {{"accuracy", value_of(measurement.accuracy)},
          {"interval", interval_of(measurement.accuracy)},
          {"metrics", json_list(measurement.metrics)},
          {"per_class", json_list(measurement.per_class)},
          {"seen_by", measurement.seen_by.empty() ? Json() : Json(measurement.seen_by)},
          {"samples", samples_of(measurement)},
          {"agreement", json_or_null(measurement.agreement)},
          {"coverage", json_or_null(measurement.coverage)},
          {"file_bytes", measurement.file_bytes},
          {"latency_ms", latency ? Json(latency->variant.median_ms) : Json()},
          {"latency", latency ? variant_latency(*latency) : Json()},
          {"speedup", latency ? Json(latency->speedup()) : Json()},
          {"baseline", baseline_of(measurement)},
          {"data", data_of(measurement)},
          {"environment", json_of(measurement.environment)},
          {"measured_at", measurement.measured_at},
          {"command", measurement.command}};
}

}  // namespace athena::cli
