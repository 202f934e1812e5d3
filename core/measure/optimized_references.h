// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

/// A model that should give what the original gives, sooner.
struct Candidate {
  std::string name;  // "frozen"
  torch::jit::Module module;
};

/// The fp32 optimizations of `original`: LibTorch's "frozen" and "optimized for inference", and our "lossless
/// passes" alone, which are settle() and all that a variant gets. One that cannot be made, or whose output on
/// `batch` is not the original's (cosine >= 0.9999 and the same shape), is left out with a warning that says
/// why; a model in training mode has none. The original is not changed.
std::vector<Candidate> optimized_references(const torch::jit::Module& original, const std::string& method,
                                            const DataSource& data, const Batch& batch,
                                            const JobContext& job);

}  // namespace athena
