// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/graph/checked_file.h"

namespace athena {

/// A TorchScript file, in evaluation mode, on the CPU.
struct LoadedModel {
  ModelInfo info;
  torch::jit::Module original;            // as the file has it
  torch::jit::Module settled;             // what rewriting starts from: see settle()
  torch::jit::ExtraFilesMap extra_files;  // kept on export
  std::vector<std::string> notes;         // for a person: saved in training mode, ...
};

/// Loads a file; what its code may do then is the caller's concern (code_effects.h). Corruption: damaged;
/// NotSupported: an operator this LibTorch lacks (named), a call that cannot be flattened; Cancelled.
Result<LoadedModel> load_model(const CheckedFile& file, const JobContext& job = {});

/// The same once check_file() has accepted it; also its errors.
Result<LoadedModel> load_model(const std::string& path, const JobContext& job = {});

/// Writes a module with its extra files, whole or not at all. Io.
Status save_module(const torch::jit::Module& module, const std::string& path,
                   const torch::jit::ExtraFilesMap& extra_files = {});

}  // namespace athena
