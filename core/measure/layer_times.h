// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <string>

#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

struct LayerTimesOptions {
  std::string method = "forward";
  int warm_up =
      5;  // calls before the first that counts: the profiling executor compiles during the first two
  int calls = 21;
};

/// Each layer's share of the time of one call, 0..1 by layer path: the median over the calls of the time
/// between the begin and the end of its ops, divided by the whole call's. A layer that these inputs do not
/// reach has 0; what lies between the layers is the rest to 1. `settled` is not changed: a flattened copy
/// gets an op before and one after every site. Run it under the exclusive lease, without other work.
/// Errors: those of flatten(); InvalidArgument: inputs the method refuses; Cancelled.
Result<std::map<std::string, double>> layer_time_shares(const torch::jit::Module& settled,
                                                        const DataSource& data, const Batch& batch,
                                                        const LayerTimesOptions& options,
                                                        const JobContext& job);

}  // namespace athena
