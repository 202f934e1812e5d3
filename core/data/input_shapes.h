// SPDX-License-Identifier: Apache-2.0
#pragma once
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
  std::vector<std::int64_t> sample;  // without the batch
  std::int64_t indices_below = 0;    // > 0: int64 in [0, indices_below); 0: float32, normal
  bool operator==(const InputShape&) const = default;
};

/// Shapes that the method might take, likeliest first: those that the first op with a stored weight asks for
/// (Linear of K inputs: [K], [16, K]; Conv2d of C channels: [C, 28, 28], ...; Embedding of R rows: 16 indices
/// below R), then common images. The method's calls are inlined in a copy of its graph; nothing runs.
std::vector<InputShape> likely_input_shapes(const torch::jit::Module& module,
                                            const torch::jit::Method& method);

}  // namespace athena
