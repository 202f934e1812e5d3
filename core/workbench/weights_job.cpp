// SPDX-License-Identifier: Apache-2.0

#include "athena/catalogue.h"
#include "core/measure/weight_statistics.h"
#include "core/quantize/weight_grid.h"
#include "core/speed/choose_schemes.h"
#include "core/workbench/jobs.h"
#include "core/workbench/open_model.h"

namespace athena {
namespace {

Status check_scheme(const LayerInfo& layer, const MethodSpec& method) {
  const auto refuse = [](const std::string& why) { return fail(ErrorCode::NotSupported, why); };
  if (!layer.compressible) return refuse(layer.reason);
  if (method.name == kAuto) return refuse("The scheme that auto stands for is chosen when the recipe runs.");
  if (!serves_kind(method, layer.kind))
    return refuse(method.name + " does not serve layers of kind " + layer.kind + ".");
  if (!layer.matrices.empty())  // a recurrent layer has a grid per weight
    return refuse("Layers of kind " + layer.kind + " have no single grid.");
  return {};
}

/// The scheme's grid, or why there is none.
void add_grid(const StoredLayer& layer, const MethodSpec& method, const Parameters& parameters,
              WeightStatistics& statistics) {
  const auto grid = [&]() -> Result<QuantizationGrid> {
    ATHENA_TRY(check_scheme(layer.info, method));
    return weight_grid(channel_rows(layer), method.name, complete_parameters(method, parameters));
  }();
  if (grid)
    statistics.grid = *grid;
  else
    statistics.no_grid = grid.error().message;
}

}  // namespace

Result<Outcome> run_job(const WeightsRequest& request, JobRun& run) {
  const MethodSpec* method = find_method("quantize", request.scheme);
  if (!method)
    return fail(ErrorCode::InvalidArgument,
                "There is no scheme '" + request.scheme + "'. `athena-cli methods` lists them.");
  ATHENA_ASSIGN(const StoredLayer* layer, stored_layer(request.model, request.layer));
  ATHENA_TRY(run.context().poll());
  ATHENA_ASSIGN(WeightStatistics statistics, weight_statistics(*layer, request.bins));
  ATHENA_TRY(run.context().poll());
  if (method->name != "fp32") add_grid(*layer, *method, request.scheme_parameters, statistics);
  return statistics;
}

}  // namespace athena
