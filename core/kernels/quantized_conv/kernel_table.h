// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/kernels/isa.h"
#include "core/kernels/simd/quantized_conv_tile.h"

namespace athena::kernels::qconv {

struct Kernel {
  const char *dense_name, *depthwise_name;
  Isa isa;
  int64_t positions, vectors, width;
  void (*dense)(const DenseTile& tile);
  void (*depthwise)(const DepthwiseTile& tile);

  /// Channels that a depthwise kernel takes at once.
  int64_t chunk() const { return 4 * width; }
};

#define X(dense, depthwise, ...)     \
  void dense(const DenseTile& tile); \
  void depthwise(const DepthwiseTile& tile);
#include "core/kernels/quantized_conv/kernels.inc"
#undef X

/// All of kernels.inc, for the selector and the tests.
std::span<const Kernel> all_kernels();

const Kernel& find_kernel(Isa isa);

}  // namespace athena::kernels::qconv
