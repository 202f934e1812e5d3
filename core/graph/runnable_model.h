// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <string>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/graph/checked_file.h"

namespace athena {

/// A TorchScript file that is to be run as it is and not to be rewritten.
struct RunnableModel {
  std::string path, hash;  // SHA-256 of the file, lower-case hex
  std::int64_t file_bytes = 0;
  torch::jit::Module module;  // on the CPU, in evaluation mode
};

/// Reads a file anew, with its packed weights if it has any. Errors: those of load_error(); Corruption.
Result<RunnableModel> load_runnable(const CheckedFile& file);
/// The same once check_file() has accepted it; also its errors.
Result<RunnableModel> load_runnable(const std::string& path, const JobContext& job = {});

}  // namespace athena
