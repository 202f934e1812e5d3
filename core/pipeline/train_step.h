// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/recipe.h"
#include "athena/types/variant.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/pipeline/working_model.h"

namespace athena {

struct TrainStepOptions {
  std::string identity;    // of the model, the steps so far and the data
  std::string checkpoint;  // file; empty: none
  bool resume = false;
  std::int64_t seed = 0;
};

/// Fine-tunes the model with the masks and schemes of the earlier steps in force, and appends its loss to
/// `curve`.
Status train_step(WorkingModel& model, const Step& step, const DataSource& data,
                  const TrainStepOptions& options, std::vector<TrainPoint>& curve, const JobContext& job);

}  // namespace athena
