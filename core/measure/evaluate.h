// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "athena/types/measurement.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/measure/metric_meter.h"

namespace torch::jit {
struct Module;
}

namespace athena {

struct EvaluateOptions {
  std::string method = "forward";
  std::string split = "test";
  std::int64_t batch = 64;
  std::int64_t max_samples = 0;  // the first of the split; 0: all
  bool keep_outputs = false;     // of a model that others are compared with
};

/// What one model gave over a split.
struct Evaluation {
  Scores scores;                    // empty: the split has no labels
  std::vector<at::Tensor> outputs;  // scored outputs batch by batch, when they were kept
  std::int64_t samples = 0;
};

/// What two models gave over the same samples.
struct Comparison {
  Scores original, variant;
  Agreement agreement;
};

/// Runs `module` over a split in batches, without gradients, polling `job` before each. The module is used as
/// it is: put it into evaluation mode first. The calling thread's intra-op thread count is used.
/// InvalidArgument: no such split, inputs the model refuses, outputs or labels that cannot be scored;
/// Cancelled.
Result<Evaluation> evaluate(const torch::jit::Module& module, const DataSource& data,
                            const EvaluateOptions& options, const JobContext& job);

/// Both models over the same batches, none of whose outputs is kept.
Result<Comparison> compare(const torch::jit::Module& original, const torch::jit::Module& variant,
                           const DataSource& data, const EvaluateOptions& options, const JobContext& job);

/// The same against the kept outputs of an earlier evaluate() of the original with equal data and options.
Result<Comparison> compare(const Evaluation& original, const torch::jit::Module& variant,
                           const DataSource& data, const EvaluateOptions& options, const JobContext& job);

}  // namespace athena
