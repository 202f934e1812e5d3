// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/ivalue.h>

#include <memory>
#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// A TorchScript file beside a data file: preprocess.pt, metric.pt or loss.pt. Its forward is called.
class ScriptFile {
 public:
  virtual ~ScriptFile() = default;
  virtual const std::string& path() const = 0;
  virtual const std::string& hash() const = 0;  // SHA-256 of the file
  /// InvalidArgument says what the file takes, what it was given, and why it refused that.
  virtual Result<c10::IValue> call(const std::vector<c10::IValue>& inputs) const = 0;
};
using ScriptHandle = std::shared_ptr<const ScriptFile>;

/// Loads it as a model is loaded (load_runnable), in evaluation mode. `arguments`: how many its forward has
/// to take; 0: any number. Errors: those of load_runnable(); InvalidArgument: another number.
Result<ScriptHandle> load_script(const std::string& path, std::size_t arguments, const JobContext& job);

}  // namespace athena
