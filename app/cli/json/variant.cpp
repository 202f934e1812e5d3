// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"
#include "app/cli/newest_measurement.h"

namespace athena::cli {

Json summary_of(const Variant& variant) {
  Json json{{"id", variant.id},
            {"name", variant.name},
            {"note", variant.note},
            {"model_hash", variant.model_hash},
            {"created_at", variant.created_at},
            {"build", variant.build},
            {"artefact", variant.artefact},
            {"stale", variant.stale}};
  json.update(json_of(newest_measurement(variant)));
  return json;
}

Json json_of(const Variant& variant) {
  Json json = summary_of(variant);
  json["layers"] = json_list(variant.layers);
  json["passes"] = json_list(variant.passes);
  json["curve"] = json_list(variant.curve);
  json["recipe"] = json_of(variant.recipe);
  json["measurements"] = json_list(variant.measurements);
  return json;
}

Json json_of(const PassReport& pass) { return {{"name", pass.name}, {"sites", pass.sites}}; }

Json json_of(const TrainPoint& point) { return {{"step", point.step}, {"loss", point.loss}}; }

Json json_of(const VerifyReport& report) {
  return {{"passed", report.passed},
          {"message", report.message},
          {"max_abs_difference", json_or_null(report.max_abs_difference)},
          {"agreement", json_of(report.agreement)},
          {"layers", json_list(report.layers)}};
}

Json json_of(const ExportReport& report) {
  return {{"path", report.path},
          {"report_path", report.report_path},
          {"file_bytes", report.file_bytes},
          {"verification", json_of(report.parity)}};
}

Json json_of(const StoredModel& model) {
  return {{"hash", model.hash}, {"path", model.path}, {"file_bytes", model.file_bytes}};
}

Json json_of(const StoredDataset& dataset) {
  return {{"fingerprint", dataset.fingerprint}, {"path", dataset.path}, {"name", dataset.name}};
}

}  // namespace athena::cli
