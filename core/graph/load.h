// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// A TorchScript file, in evaluation mode, on the CPU.
struct LoadedModel {
  ModelInfo info;
  torch::jit::Module original;            // as the file has it
  torch::jit::Module settled;             // what rewriting starts from: see settle()
  torch::jit::ExtraFilesMap extra_files;  // kept on export
  std::vector<std::string> notes;         // for a person: saved in training mode, ...
};

/// Loads a file that check_archive() has accepted. NotFound, Io; Corruption: damaged; NotSupported: another
/// kind of file (named), an operator this LibTorch lacks (named), a call that cannot be flattened.
Result<LoadedModel> load_model(const std::string& path, const JobContext& job = {});

/// Writes a module with its extra files, whole or not at all. Io.
Status save_module(const torch::jit::Module& module, const std::string& path,
                   const torch::jit::ExtraFilesMap& extra_files = {});

}  // namespace athena
