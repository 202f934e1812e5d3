// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

/// Which samples of a data source are run, and how many at once.
struct BatchRange {
  std::string split;
  std::int64_t batch = 64;
  std::int64_t samples = 0;  // the first of the split; 0: all
};

using BatchVisitor = std::function<Status(const Batch& batch, std::int64_t first_sample)>;

/// Shows the samples batch by batch to `visit`, without gradients; gives how many there were. `job` is polled
/// before each batch and told the progress after it, as `doing`; nothing where that is empty.
/// InvalidArgument: no such split, or a batch below 1; Cancelled; what `visit` gives.
Result<std::int64_t> for_each_batch(const DataSource& data, const BatchRange& range, const JobContext& job,
                                    const std::string& doing, const BatchVisitor& visit);

}  // namespace athena
