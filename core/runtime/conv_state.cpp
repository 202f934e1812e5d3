// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/conv_state.h"

#include <utility>

namespace athena {
namespace {

constexpr std::size_t kLinearNumbers = 4;

}  // namespace

PackedState state_of(const ConvData& data) {
  PackedState state = state_of(data.weights);
  auto& numbers = std::get<0>(state);
  numbers.push_back(data.groups);
  numbers.push_back(data.transposed ? 1 : 0);
  numbers.insert(numbers.end(), data.kernel.begin(), data.kernel.end());
  return state;
}

Result<ConvData> read_conv_state(const PackedState& state) {
  const auto& [numbers, scheme, tensors] = state;
  std::vector<std::int64_t> linear(
      numbers.begin(), numbers.begin() + std::min<std::ptrdiff_t>(kLinearNumbers, std::ssize(numbers)));
  ConvData data;
  ATHENA_ASSIGN(data.weights, read_state({std::move(linear), scheme, tensors}));
  if (numbers.size() < kLinearNumbers + 3 || numbers[kLinearNumbers + 1] < 0 ||
      numbers[kLinearNumbers + 1] > 1)
    return fail(ErrorCode::InvalidArgument,
                "Packed weights: the numbers of a convolution are missing or wrong. The file is damaged.");
  data.groups = numbers[kLinearNumbers];
  data.transposed = numbers[kLinearNumbers + 1] == 1;
  data.kernel.assign(numbers.begin() + kLinearNumbers + 2, numbers.end());
  return data;
}

}  // namespace athena
