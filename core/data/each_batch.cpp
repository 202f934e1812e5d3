// SPDX-License-Identifier: Apache-2.0
#include "core/data/each_batch.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace athena {

Result<std::int64_t> for_each_batch(const DataSource& data, const BatchRange& range, const JobContext& job,
                                    const std::string& doing, const BatchVisitor& visit) {
  if (range.batch < 1) return fail(ErrorCode::InvalidArgument, "The batch must hold at least one sample.");
  ATHENA_ASSIGN(std::int64_t samples, data.samples(range.split));
  if (range.samples > 0) samples = std::min(samples, range.samples);
  const at::NoGradGuard no_grad;
  for (std::int64_t begin = 0; begin < samples; begin += range.batch) {
    ATHENA_TRY(job.poll());
    const std::int64_t end = std::min(samples, begin + range.batch);
    ATHENA_ASSIGN(const Batch batch, data.read(range.split, begin, end));
    ATHENA_TRY(visit(batch, begin));
    if (!doing.empty()) job.progress(static_cast<double>(end) / static_cast<double>(samples), doing);
  }
  return samples;
}

}  // namespace athena
