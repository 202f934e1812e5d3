// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/measurement.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/measure/latency.h"
#include "core/measure/optimized_references.h"

namespace athena {

struct CompareLatencyOptions {
  std::string method = "forward";
  std::string split = "test";
  int batch = 1;  // the first samples of the split
  int threads = 1;
  LatencyOptions timing;
};

/// Times `variant`, `original` and the optimized fp32 interleaved on one batch. The optimized fp32 is the
/// fastest, by a short interleaved run, of `candidates` (frozen, lossless passes, ...) and of the file as it
/// is. Run it under the exclusive lease. InvalidArgument: a split without samples, inputs a model refuses, or
/// a thread count LibTorch does not take; Cancelled.
Result<LatencyComparison> compare_latency(const torch::jit::Module& variant,
                                          const torch::jit::Module& original,
                                          const std::vector<Candidate>& candidates, const DataSource& data,
                                          const CompareLatencyOptions& options, const JobContext& job,
                                          const Clock& clock = steady_clock_ms());

}  // namespace athena
