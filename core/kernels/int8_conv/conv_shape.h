// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

#include "athena/types/result.h"

namespace athena::kernels {

/// Along height and along width.
using Pair = std::array<int64_t, 2>;

/// What a convolution meets besides its weights; one dimension is a height of 1.
struct ConvInput {
  int64_t batch = 1;
  Pair size{1, 1};
  Pair stride{1, 1}, dilation{1, 1};
  Pair before{0, 0}, after{0, 0};  // zeros around each channel: above and left, below and right

  bool operator==(const ConvInput&) const = default;
};

/// InvalidArgument: sizes or padding below 0, strides or dilations below 1, or a kernel larger than the
/// padded input.
Status check_input(const ConvInput& input, Pair kernel);

/// Where neither taps nor borders tell rows apart, all rows are one.
ConvInput flattened(const ConvInput& input, Pair kernel);

}  // namespace athena::kernels
