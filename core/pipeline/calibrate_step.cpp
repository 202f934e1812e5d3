// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/calibrate_step.h"

#include <algorithm>
#include <map>

#include "athena/catalogue.h"
#include "core/calibrate/put_codes.h"
#include "core/measure/coverage.h"
#include "core/pipeline/left_layers.h"
#include "core/pipeline/recover_step.h"
#include "core/recipe/value.h"

namespace athena {
namespace {

Result<CalibrateOptions> options_of(const Step& step, const DataSource& data) {
  static const std::map<std::string, Observer> observers = {
      {"minmax", Observer::MinMax}, {"percentile", Observer::Percentile}, {"mse", Observer::Mse}};
  const Parameters parameters = complete_parameters(*find_method("calibrate", "calibrate"), step.parameters);
  CalibrateOptions options;
  options.observer.observer = observers.at(recipe::checked_value<std::string>(parameters, "observer"));
  options.observer.percentile = recipe::checked_value<double>(parameters, "percentile");
  options.samples = recipe::checked_value<std::int64_t>(parameters, "samples");
  ATHENA_ASSIGN(options.split, calibration_split(data));
  return options;
}

/// What of a layer stays int8-dynamic.
struct LeftSites {
  std::size_t sites = 0, left = 0;
  std::string why;  // of the first
};

void report(const std::vector<SiteFate>& fates, std::vector<LayerReport>& layers, const JobContext& job) {
  std::map<std::string, LeftSites> by_weights;
  for (const SiteFate& fate : fates) {
    LeftSites& of = by_weights[fate.weights];
    ++of.sites;
    if (fate.left.empty()) continue;
    if (++of.left == 1) of.why = fate.left;
  }
  LeftLayers warnings;
  for (LayerReport& layer : layers)
    for (const auto& [weights, of] : by_weights) {
      if (of.left == 0 || !is_packed_of(weights, layer.path)) continue;
      const std::string where = of.left == of.sites ? ""
                                                    : "in " + std::to_string(of.left) + " of its " +
                                                          std::to_string(of.sites) + " places, ";
      layer.reason += (layer.reason.empty() ? "" : " ") +
                      std::string("It quantizes its input at every call: ") + where + of.why + ".";
      warnings.add(layer.path, where + of.why);
    }
  warnings.warn(job, "left to int8-dynamic");
}

}  // namespace

Result<torch::jit::Module> calibrate_step(const torch::jit::Module& packed, const Step& step,
                                          const DataSource& data, std::vector<LayerReport>& layers,
                                          const JobContext& job) {
  ATHENA_ASSIGN(const CalibrateOptions options, options_of(step, data));
  if (data.is_random())
    job.warn("Ranges are calibrated by random inputs: on real ones they may be too narrow or too wide.");
  ATHENA_ASSIGN(const SeenValues seen, observe_values(packed, data, options, job));
  ATHENA_ASSIGN(WithCodes result, put_codes(packed, seen));
  report(result.sites, layers, job);
  return std::move(result.module);
}

}  // namespace athena
