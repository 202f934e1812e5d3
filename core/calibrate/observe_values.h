// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/observe/run_samples.h"
#include "core/observe/value_range.h"

namespace athena {

struct CalibrateOptions : ObserveOptions {
  ObserverOptions observer{};
};

/// What calibration saw of one value of static_values().
struct SeenValue {
  bool reached = false, is_float = true, is_finite = true;  // float: fp32, in every call
  std::int64_t fewest_dimensions = 0, most_dimensions = 0;
  ValueRange range{};  // that the observer chose
};

struct SeenValues {
  std::vector<SeenValue> values;  // by number
  std::vector<bool> adds_alike;   // by site: its addition met two tensors of one shape in every call
};

/// Runs samples through a copy of `packed` (a flattened module whose int8-static layers are packed), in the
/// arithmetic that it has, and looks at the values around its static sites; within prim::If and prim::Loop
/// what really runs counts. Percentile and Mse run the samples twice: for the ends, then to count between
/// them. InvalidArgument: no such method or split, no samples, or inputs that the model refuses; Cancelled.
Result<SeenValues> observe_values(const torch::jit::Module& packed, const DataSource& data,
                                  const CalibrateOptions& options, const JobContext& job);

}  // namespace athena
