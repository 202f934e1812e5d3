// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <vector>

#include "athena/types/measurement.h"
#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

/// The step "calibrate", which is done when the weights are packed: int8-static convolutions of `packed` get
/// the ranges of their codes from the calibration split of `data`, and run between codes. What a layer's
/// sites could not have is added to its reason in `layers`, and said to `job`. InvalidArgument: no samples to
/// calibrate with, or inputs that the model refuses; Cancelled.
Result<torch::jit::Module> calibrate_step(const torch::jit::Module& packed, const Step& step,
                                          const DataSource& data, std::vector<LayerReport>& layers,
                                          const JobContext& job);

}  // namespace athena
