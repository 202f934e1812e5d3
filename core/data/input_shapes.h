// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <c10/core/ScalarType.h>

#include <cstdint>
#include <string>
#include <vector>

namespace torch::jit {
struct Method;
struct Module;
}  // namespace torch::jit

namespace athena {

/// Shape of one sample of a tensor argument, and what its values are.
struct InputShape {
  std::vector<std::int64_t> sample;                // without the batch
  std::int64_t indices_below = 0;                  // > 0: int64 in [0, indices_below); 0: normal numbers
  c10::ScalarType dtype = c10::ScalarType::Float;  // of normal numbers
  bool operator==(const InputShape&) const = default;
};

/// What a method might take, likeliest first.
struct LikelyInputs {
  std::vector<InputShape> shapes;     // of its tensors
  std::vector<std::int64_t> numbers;  // for its whole numbers
};

/// Shapes: those that the first op with a stored weight asks for (Linear of K inputs: [K], [16, K]; Conv2d of
/// C channels: [C, 28, 28], ..., of three channels [3, 224, 224], ...; Embedding of R rows: 16 indices below
/// R), common images, then signals as long as whole numbers that stand in the code ([512]); of the dtype of
/// that op's weight. Numbers: 1, then those that the code compares others with. The method's calls are
/// inlined in a copy of its graph; nothing runs.
LikelyInputs likely_inputs(const torch::jit::Module& module, const torch::jit::Method& method);

/// Whether the method, or one that it calls, writes attributes.
bool writes_attributes(const torch::jit::Method& method);

}  // namespace athena
