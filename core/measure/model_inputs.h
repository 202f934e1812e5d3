// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <string>

#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

/// What a model is fed when it is measured.
struct ModelInputs {
  DataHandle data;
  std::string split;
};

/// Opens what open_data() does; null where `path` is empty.
Result<DataHandle> open_optional_data(const std::string& path, const JobContext& job);

/// The split of `data`; where that is null, as many random inputs as `random_samples`, made for `module`
/// (split "random"). Errors: those of make_random_inputs(); InvalidArgument: no such split.
Result<ModelInputs> inputs_from(const DataHandle& data, const std::string& split,
                                const torch::jit::Module& module, std::int64_t random_samples,
                                const JobContext& job);

/// The same with the split that no training has seen: "test", else "validate". Data that have neither give
/// random inputs, with a warning.
Result<ModelInputs> held_out_inputs(const DataHandle& data, const torch::jit::Module& module,
                                    std::int64_t random_samples, const JobContext& job);

}  // namespace athena
