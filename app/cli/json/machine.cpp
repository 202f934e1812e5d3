// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"

namespace athena::cli {
namespace {

Json scheme_json(const SchemeSpeed& scheme, const LayerSpeed& layer) {
  const bool ran = scheme.refused.empty();
  const auto if_ran = [&](double value) { return ran && value > 0 ? Json(value) : Json(); };
  return {{"scheme", scheme.scheme},
          {"ms", if_ran(scheme.ms)},
          {"predicted_ms", if_ran(scheme.predicted_ms)},
          {"ratio", if_ran(scheme.ratio)},
          {"slower", ran && scheme.slower()},
          {"bytes", scheme.bytes},
          {"intensity", if_ran(layer.intensity(scheme))},
          {"gmacs", if_ran(layer.gmacs(scheme))},
          {"kernel", scheme.kernel},
          {"refused", scheme.refused}};
}

}  // namespace

Json json_of(const CacheInfo& cache) {
  return {{"level", cache.level}, {"type", cache.type}, {"bytes", cache.bytes}, {"sharers", cache.sharers}};
}

Json json_of(const IsaPeak& peak) {
  return {{"isa", peak.isa}, {"int8_gmacs", peak.int8_gmacs}, {"fp32_gmacs", peak.fp32_gmacs}};
}

Json json_of(const ReadRate& rate) {
  return {{"from", rate.from}, {"bytes", rate.bytes}, {"gb_per_s", rate.gb_per_s}};
}

Json json_of(const LayerSpeed& layer) {
  Json schemes = Json::array();
  for (const SchemeSpeed& scheme : layer.schemes) schemes.push_back(scheme_json(scheme, layer));
  return {{"path", layer.path},
          {"kind", layer.kind},
          {"input_shape", layer.input_shape},
          {"calls", layer.calls},
          {"multiply_adds", layer.multiply_adds},
          {"activation_bytes", layer.activation_bytes},
          {"schemes", schemes}};
}

Json json_of(const MachineReport& machine) {
  return {{"cpu", machine.cpu},
          {"cores", machine.cores},
          {"caches", json_list(machine.caches)},
          {"instruction_sets", machine.instruction_sets},
          {"isa", machine.isa},
          {"threads", machine.threads},
          {"peaks", json_list(machine.peaks)},
          {"reading", json_list(machine.reading)},
          {"batch", machine.batch > 0 ? Json(machine.batch) : Json()},
          {"layers", json_list(machine.layers)}};
}

}  // namespace athena::cli
