// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "athena/catalogue.h"
#include "athena/session.h"
#include "athena/types/dataset.h"
#include "athena/types/machine.h"
#include "athena/types/measurement.h"
#include "athena/types/model_info.h"
#include "athena/types/outline.h"
#include "athena/types/parity.h"
#include "athena/types/plan.h"
#include "athena/types/variant.h"
#include "athena/types/weight_statistics.h"

// What athena-cli prints for each of the core's types; README.md documents every key.
namespace athena::cli {

using Json = nlohmann::ordered_json;

/// Writes an object to stdout with "schema": 1 in front. What is not finite becomes null, bytes that are no
/// UTF-8 become U+FFFD.
void print_json(const Json& object);

Json json_of(const ModelInfo& model);
Json json_of(const MethodInfo& method);
Json json_of(const ArgumentInfo& argument);
Json json_of(const Site& site);
Json json_of(const TensorInfo& tensor);

Json json_of(const MachineReport& machine);
Json json_of(const CacheInfo& cache);
Json json_of(const IsaPeak& peak);
Json json_of(const ReadRate& rate);
Json json_of(const LayerSpeed& layer);

Json json_of(const ModelOutline& outline);
Json json_of(const MethodOutline& outline);
Json json_of(const OutlineItem& item);

Json json_of(const WeightStatistics& weights);
Json json_of(const Percentile& percentile);
Json json_of(const ChannelRange& channel);
Json json_of(const QuantizationGrid& grid);

/// In the recipe's own format (core/recipe/README.md).
Json json_of(const Recipe& recipe);
Json json_of(const Plan& plan);
Json json_of(const LayerPlan& layer);
Json json_of(const MethodSpec& method);
Json json_of(const ParameterSpec& parameter);

/// The figures at the top, those of the original under "baseline"; null for what was not measured.
Json json_of(const Measurement& measurement);
Json json_of(const Agreement& agreement);
Json json_of(const Latency& latency);
Json json_of(const Environment& environment);
Json json_of(const LayerReport& layer);
Json json_of(const SiteReport& site);
Json json_of(const Coverage& coverage);

/// A variant's name and newest figures, for lists.
Json summary_of(const Variant& variant);
/// The summary, and everything else that is known of it.
Json json_of(const Variant& variant);
Json json_of(const PassReport& pass);
Json json_of(const TrainPoint& point);
Json json_of(const VerifyReport& report);
Json json_of(const ExportReport& report);
Json json_of(const SourceInfo& source);
Json json_of(const InputChoice& input);
Json json_of(const DataDraft& draft);
Json json_of(const DataPreview& preview);
Json json_of(const Metric& metric);
Json json_of(const StoredModel& model);
Json json_of(const StoredDataset& dataset);

template <typename T>
Json json_list(const std::vector<T>& all) {
  Json list = Json::array();
  for (const T& each : all) list.push_back(json_of(each));
  return list;
}

template <typename T>
Json json_or_null(const std::optional<T>& value) {
  if constexpr (requires { json_of(*value); })
    return value ? json_of(*value) : Json();
  else
    return value ? Json(*value) : Json();
}

}  // namespace athena::cli
