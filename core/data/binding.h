// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/ivalue.h>

#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/data/data_source.h"

namespace torch::jit {
struct Method;
struct Module;
}  // namespace torch::jit

namespace athena {

/// InvalidArgument: the model has none of that name.
Result<torch::jit::Method> method_named(const torch::jit::Module& module, const std::string& name);

/// Runs `method` on a batch: inputs named by the data's arguments() go by name, the others by position.
/// InvalidArgument says what the method takes, what the data gives, and why the model refused it.
/// LibTorch's exception is caught here, not at the facade: only here is known which data met which method.
Result<c10::IValue> call_method(const torch::jit::Method& method, const DataSource& data, const Batch& batch);

/// The tensor of a method's result that is scored. An empty path means the result itself, or the first
/// element of a tuple or list. InvalidArgument says what the result is and which steps it has.
Result<at::Tensor> scored_output(const c10::IValue& result, const OutputPath& path);

/// "x: Tensor, mask: Optional[Tensor]" of a method.
std::string describe_arguments(const torch::jit::Method& method);

/// The reason within what the TorchScript interpreter throws, which is mostly a trace of the model's code.
std::string thrown_reason(const std::string& thrown);

/// "float32 [64, 1, 28, 28], int64 [64]" of a batch's inputs.
std::string describe_inputs(const std::vector<c10::IValue>& inputs);

}  // namespace athena
