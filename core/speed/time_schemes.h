// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <map>
#include <string>

#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

struct LayerScheme {
  std::string scheme;
  Parameters parameters;  // complete
};

/// A layer as it is against the same one packed, over turns in which both ran.
struct SchemeTime {
  double fp32_ms = 0, ms = 0;  // medians, of all its sites in one call of the model
  double ratio = 1;            // median of ms / fp32_ms in one turn
  std::int64_t bytes = 0;      // of the packed weights
  std::string kernel;          // that ran last
  std::string refused;         // why it cannot be packed so; then nothing else is set
};

struct TimeSchemesOptions {
  double budget_ms = 1000;  // of all turns that count
  int min_turns = 3, max_turns = 41;
};

/// Times the layers of `settled` within the whole model, so with the shapes, the values and the caches that
/// they meet there: a turn is the model as it is and the model with each layer of `schemes` (by path) packed
/// in its scheme, each called twice, of which the second counts. Gives the layers that the call reached, and
/// those that could not be packed. Run it under the exclusive lease. Errors: those of replace_sites();
/// InvalidArgument: inputs the method refuses; Cancelled.
Result<std::map<std::string, SchemeTime>> time_schemes(const torch::jit::Module& settled,
                                                       const std::map<std::string, LayerScheme>& schemes,
                                                       const DataSource& data, const Batch& batch,
                                                       const TimeSchemesOptions& options,
                                                       const JobContext& job);

}  // namespace athena
