// SPDX-License-Identifier: Apache-2.0
#include "core/graph/runnable_model.h"

#include <exception>
#include <filesystem>

#include "core/base/sha256.h"
#include "core/graph/archive.h"
#include "core/graph/load_error.h"

namespace athena {

Result<RunnableModel> load_runnable(const std::string& path, const JobContext& job) {
  ATHENA_TRY(job.poll());
  ATHENA_TRY(check_archive(path));
  RunnableModel model;
  model.path = path;
  ATHENA_ASSIGN(model.hash, sha256_file(path));
  std::error_code gone;
  model.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, gone));
  ATHENA_TRY(job.poll());
  try {
    model.module = torch::jit::load(path, c10::kCPU);
  } catch (const std::exception& error) {
    return load_error(path, error.what());
  }
  model.module.eval();
  return model;
}

}  // namespace athena
