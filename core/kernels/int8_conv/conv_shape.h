// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

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

}  // namespace athena::kernels
