// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/observe/run_samples.h"

namespace athena {

/// What the rows of a layer's weights are multiplied by, over all its sites and calls.
struct InputMoment {
  /// fp64 [groups, K, K]: the sum of x^T x over the rows x. K is what one output has weights for: the input
  /// features of a Linear layer; the channels of a group times the taps of a convolution, in the order of its
  /// weights.
  at::Tensor sum;
  std::int64_t rows = 0;  // of one group
};

/// Whether the inputs of layers of this kind can be observed: Linear, Conv1d, Conv2d.
bool has_input_moment(std::string_view kind);

/// Runs samples through a copy of a settled model (see settle()) that records what the layers of these paths
/// meet, in fp32 as the model computes; within prim::If and prim::Loop what really runs counts. A layer that
/// never ran has no entry. InvalidArgument: no such split, no samples, or inputs that the model refuses;
/// Cancelled.
Result<std::map<std::string, InputMoment>> observe_inputs(const torch::jit::Module& settled,
                                                          const std::set<std::string>& paths,
                                                          const DataSource& data,
                                                          const ObserveOptions& options,
                                                          const JobContext& job);

}  // namespace athena
