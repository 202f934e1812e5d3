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
/// Those of likely_inputs() are tried, given shapes with likely numbers, on batches of 2 and 3, without
/// gradients, on a copy where the model is in training mode or writes its attributes; the first that runs and
/// gives a result per sample is taken, else the first that runs at all. Arguments named like a padding mask
/// are False for every position, other masks are filled with ones. Those with a default keep it. A list has
/// one element, an Optional without a tensor is None, a real number 1.0, a bool False, a text empty.
/// InvalidArgument: nothing worked (the last refusal is in the details), no tensor is wanted, or an argument
/// is something else, as a dictionary, whose keys cannot be known. Cancelled.
Result<DataHandle> make_random_inputs(const torch::jit::Module& module, const RandomInputOptions& options,
                                      const JobContext& job);

}  // namespace athena
