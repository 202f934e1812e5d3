// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/measure/model_inputs.h"

namespace athena {

/// What a freshly loaded model gave, and for what: enough for another process to feed it the same.
struct SeenOutputs {
  std::string data;  // fingerprint, or the description of random inputs
  std::string split;
  std::int64_t batch = 0, samples = 0;
  std::vector<at::Tensor> outputs;  // scored outputs, batch by batch
};

/// Runs `module` over the first samples of the split, in order, on one thread. LibTorch's profiling executor
/// gives other bits from run to run and MKL from thread count to thread count, so only outputs that were
/// obtained here, from a model that had not run before, are equal bit for bit. Errors: those of evaluate().
Result<SeenOutputs> see_outputs(const torch::jit::Module& module, const ModelInputs& inputs,
                                const JobContext& job);

/// Samples that see_outputs() runs at most; so many random inputs are enough.
constexpr std::int64_t kSeenSamples = 256;

/// The bytes of a file of torch.save's format.
std::string pickle_outputs(const SeenOutputs& seen);
/// NotFound, Io; Corruption: no such file.
Result<SeenOutputs> read_outputs(const std::string& path);

/// Largest absolute difference of two equally made series of outputs; two NaN are equal, a NaN and a number
/// differ by infinity. InvalidArgument: other inputs or other shapes.
Result<double> max_abs_difference(const SeenOutputs& a, const SeenOutputs& b);

}  // namespace athena
