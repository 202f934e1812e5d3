// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/pipeline/working_model.h"

namespace athena {

/// Which of the data's splits calibrates: "calibrate", else "train". InvalidArgument: it has neither.
Result<std::string> calibration_split(const DataSource& data);

/// Rounds the weights of the layers that have an integer scheme by the inputs that they meet, which are
/// observed on the calibration split of `data`. Layers with a scheme that this cannot serve are left to be
/// rounded to nearest, with a warning to `job` for each reason. InvalidArgument: no layer is served.
Status recover_step(WorkingModel& model, const Step& step, const DataSource& data, const JobContext& job);

}  // namespace athena
