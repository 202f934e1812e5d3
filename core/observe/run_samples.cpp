// SPDX-License-Identifier: Apache-2.0
#include "core/observe/run_samples.h"

#include "core/data/binding.h"
#include "core/data/each_batch.h"

namespace athena {

Status run_samples(const torch::jit::Module& observing, const DataSource& data, const ObserveOptions& options,
                   const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Method method, method_named(observing, options.method));
  ATHENA_ASSIGN(const std::int64_t samples,
                for_each_batch(data, {options.split, options.batch, options.samples}, job, "calibrating",
                               [&](const Batch& batch, std::int64_t) -> Status {
                                 ATHENA_TRY(call_method(method, data, batch));
                                 return {};
                               }));
  if (samples > 0) return {};
  return fail(ErrorCode::InvalidArgument,
              "The split '" + options.split + "' has no samples to calibrate with.");
}

}  // namespace athena
