// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "core/runtime/linear_data.h"

namespace athena {

/// A convolution's weights in the canonical layout: those of LinearData, where a row holds the weights of one
/// output channel, [input channels of its group, taps...] one after the other; so also of a transposed
/// convolution, whose own layout has the input channels first.
struct ConvData {
  LinearData weights{};                // no int4; k = input channels of a group times taps
  std::vector<std::int64_t> kernel{};  // 1 to 3 dimensions
  std::int64_t groups = 1;             // transposed: 1
  bool transposed = false;

  std::int64_t taps() const;
  /// Of all groups.
  std::int64_t input_channels() const { return weights.k / taps() * groups; }
};

/// As check(LinearData), and whether the numbers fit each other.
Status check(const ConvData& data);

/// The fp32 weights of checked data as aten::convolution takes them: [n, channels, taps...], transposed
/// [channels, n, taps...].
at::Tensor dequantize(const ConvData& data);

}  // namespace athena
