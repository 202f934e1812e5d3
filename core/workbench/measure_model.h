// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>

#include "athena/workbench.h"
#include "core/measure/model_inputs.h"
#include "core/workbench/lanes.h"

namespace athena {

/// A model and the original that it is measured against.
struct MeasuredPair {
  const torch::jit::Module& model;
  const torch::jit::Module& original;
  bool by_itself = false;  // both are the same file
};

/// Random inputs that stand in for a split, where there is no data.
constexpr std::int64_t kRandomSamples = 256;

/// A Measurement with everything but figures: environment, data, time, and the `athena-cli` line that repeats
/// it (without `accuracy` the line that only times).
Result<Measurement> begin_measurement(const std::string& model, const std::string& original,
                                      const std::string& data, const ModelInputs& inputs,
                                      const MeasureOptions& options, bool accuracy);

/// "train" or "calibrate" where the recipe (null: not known) has used samples of the measured split, or where
/// the split is there to train on; else empty.
std::string seen_by(const Recipe* recipe, const ModelInputs& inputs);

/// Accuracy of both and their agreement, in one pass over the split.
Status measure_outputs(Measurement& measurement, const MeasuredPair& pair, const ModelInputs& inputs,
                       const MeasureOptions& options, const JobContext& job);

/// Times of both and of the optimized fp32, under the exclusive lease.
Status measure_latency(Measurement& measurement, const MeasuredPair& pair, const ModelInputs& inputs,
                       const MeasureOptions& options, JobRun& run, const JobContext& job);

}  // namespace athena
