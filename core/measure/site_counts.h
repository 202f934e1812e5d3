// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <functional>
#include <string>
#include <vector>

#include "athena/types/model_info.h"
#include "core/base/job_context.h"
#include "core/measure/model_inputs.h"

namespace athena {

/// What one op that multiplies did during a run.
struct SiteCount {
  Site where;
  std::string path;     // of the stored weight it multiplies by, or of the packed layer; empty: it multiplies
                        // what was computed
  bool packed = false;  // `path` is that of an attribute with packed weights
  std::string kernel;   // of packed weights: that ran last; else the op
  std::int64_t calls = 0;
  std::int64_t multiply_adds = 0, integer_multiply_adds = 0;
  // Of one that is not packed:
  std::vector<std::int64_t> input_shape{};  // that the first call met
  std::int64_t activation_bytes = 0;        // of the inputs it multiplies by the weight, and of its outputs
};

struct SiteCounts {
  std::vector<SiteCount> sites;  // in the order of the methods' graphs
  std::int64_t samples = 0;      // of the run
};

/// Makes calls on the module that it is given; returns how many samples those held.
using CountedRun = std::function<Result<std::int64_t>(const torch::jit::Module&)>;

/// What `run` does with a copy of `module` in which an op behind every site counts from the shapes that it
/// meets. The module itself is not changed, but its packed weights count these calls too. Not for timed code.
/// Errors: those of flatten() and of `run`.
Result<SiteCounts> count_sites(const torch::jit::Module& module, const CountedRun& run);

/// The same where forward meets up to `samples` samples. InvalidArgument: inputs it refuses; Cancelled.
Result<SiteCounts> count_sites(const torch::jit::Module& module, const ModelInputs& inputs,
                               std::int64_t batch, std::int64_t samples, const JobContext& job);

}  // namespace athena
