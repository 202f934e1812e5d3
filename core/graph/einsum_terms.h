// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace athena {

/// An einsum of an input and a weight as a linear layer between permutations.
struct LinearEinsum {
  std::vector<std::int64_t> input_order;   // brings the summed dimensions of the input to its end
  std::vector<std::int64_t> weight_order;  // the kept dimensions of the weight, then the summed
  std::int64_t summed = 0;                 // dimensions, how many
  std::vector<std::int64_t> output_order;  // from (kept of the input, kept of the weight) to the result
};

/// "bte,hde->bhtd", the weight being the second or, with `weight_first`, the first operand. nullopt: input,
/// weight and result share a dimension, a dimension is summed of one operand alone or stands twice, or the
/// equation has an ellipsis or no result.
std::optional<LinearEinsum> linear_einsum(const std::string& equation, bool weight_first);

}  // namespace athena
