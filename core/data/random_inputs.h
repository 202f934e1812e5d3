// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/data/input_shapes.h"

namespace torch::jit {
struct Module;
}

namespace athena {

struct RandomInputOptions {
  std::string method = "forward";
  std::vector<InputShape> shapes;  // one per tensor in the arguments without default; empty: probed
  std::int64_t samples = 256;
  std::uint64_t seed = 1;
};

/// Random inputs for a model that comes without data: for agreement and latency, never for accuracy. Its one
/// split is "random", whatever sample i holds depends on the seed and i alone, and is_random() is true.
///
/// Without shapes those of likely_input_shapes() are tried on batches of 2 and 3, without gradients, on a
/// copy where the model is in training mode; the first that runs and gives a result per sample is taken, else
/// the first that runs at all. Arguments named like a mask are filled with ones. Those with a default keep
/// it. A list has one element, an Optional without a tensor is None, a number 1, a bool False, a text empty.
/// InvalidArgument: no shape worked (the last refusal is in the details), no tensor is wanted, or an argument
/// is something else, as a dictionary, whose keys cannot be known. Cancelled.
Result<DataHandle> make_random_inputs(const torch::jit::Module& module, const RandomInputOptions& options,
                                      const JobContext& job);

}  // namespace athena
