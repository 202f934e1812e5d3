// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "athena/types/measurement.h"
#include "core/base/job_context.h"
#include "core/measure/model_inputs.h"
#include "core/measure/site_counts.h"

namespace athena {

/// Samples that are counted: the figures do not depend on how many, but for layers that only some samples
/// reach.
constexpr std::int64_t kCountedSamples = 256;

/// Counts in a run of its own (count_sites) what a variant multiplies, and by what. Fills in the
/// multiply-adds and the sites of its layers; `module` is the file that was saved. Errors: those of
/// count_sites().
Result<Coverage> measure_coverage(std::vector<LayerReport>& layers, const torch::jit::Module& module,
                                  const CountedRun& run);

/// The same of samples that forward meets.
Result<Coverage> measure_coverage(std::vector<LayerReport>& layers, const torch::jit::Module& module,
                                  const ModelInputs& inputs, std::int64_t batch, const JobContext& job);

/// The same of a file whose recipe is not known: what is stored in fp32 was meant to be. None where it holds
/// no packed layer.
Result<std::optional<Coverage>> measure_coverage(const torch::jit::Module& module, const ModelInputs& inputs,
                                                 std::int64_t batch, const JobContext& job);

}  // namespace athena
