// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "athena/workbench.h"
#include "core/data/data_source.h"
#include "core/graph/load.h"
#include "core/measure/model_inputs.h"
#include "core/speed/choose_schemes.h"
#include "core/workbench/lanes.h"

namespace athena {

/// What is timed before a recipe runs: what auto stands for in each of its layers and, where latency is
/// measured, a warning that names the layers which their scheme slows down. Nothing is timed where neither is
/// wanted. `inputs`: what is measured on, or nothing; then auto is timed on the data's first samples, or on
/// made-up ones. Errors: those of plan_recipe(), inputs_from() and choose_schemes(); Cancelled.
Result<SchemeChoices> time_before_run(const CompressRequest& request, const LoadedModel& model,
                                      const DataHandle& data, const std::optional<ModelInputs>& inputs,
                                      JobRun& run);

}  // namespace athena
