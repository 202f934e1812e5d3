// SPDX-License-Identifier: Apache-2.0
#include "core/graph/runnable_model.h"

#include <exception>

#include "core/graph/check_tensors.h"
#include "core/graph/load_error.h"

namespace athena {

Result<RunnableModel> load_runnable(const std::string& path, const JobContext& job) {
  ATHENA_ASSIGN(const CheckedFile file, check_file(path, job));
  return load_runnable(file);
}

Result<RunnableModel> load_runnable(const CheckedFile& file) {
  RunnableModel model{file.path, file.hash, file.bytes, {}};
  try {
    model.module = torch::jit::load(file.path, c10::kCPU);
  } catch (const std::exception& error) {
    return load_error(file.path, error.what());
  }
  ATHENA_TRY(check_tensors(model.module));
  model.module.eval();
  return model;
}

}  // namespace athena
