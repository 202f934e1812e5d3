// SPDX-License-Identifier: Apache-2.0
#include "core/measure/model_inputs.h"

#include <utility>

#include "core/data/random_inputs.h"

namespace athena {
namespace {

Result<ModelInputs> random_inputs(const torch::jit::Module& module, std::int64_t samples,
                                  const JobContext& job) {
  RandomInputOptions options;
  options.samples = samples;
  ATHENA_ASSIGN(DataHandle data, make_random_inputs(module, options, job));
  const std::string split = data->info().splits.front().name;
  return ModelInputs{std::move(data), split};
}

}  // namespace

Result<DataHandle> open_optional_data(const std::string& path, const JobContext& job) {
  return path.empty() ? Result<DataHandle>(nullptr) : open_data(path, job);
}

Result<ModelInputs> inputs_from(const DataHandle& data, const std::string& split,
                                const torch::jit::Module& module, std::int64_t random_samples,
                                const JobContext& job) {
  if (!data) return random_inputs(module, random_samples, job);
  ATHENA_TRY(data->samples(split));
  return ModelInputs{data, split};
}

Result<ModelInputs> held_out_inputs(const DataHandle& data, const torch::jit::Module& module,
                                    std::int64_t random_samples, const JobContext& job) {
  if (!data) return random_inputs(module, random_samples, job);
  for (const std::string split : {"test", "validate"})
    if (data->samples(split)) return ModelInputs{data, split};
  job.warn("'" + data->info().path +
           "' has no split that is held out from training, so random inputs are used.");
  return random_inputs(module, random_samples, job);
}

}  // namespace athena
