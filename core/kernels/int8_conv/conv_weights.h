// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/kernels/int8_conv/conv_shape.h"
#include "core/kernels/isa.h"

namespace athena::kernels {

/// Weights of one layer as they are stored: quantize_channel_s8 of every output channel.
struct ConvWeights {
  int64_t n = 0;         // output channels
  int64_t channels = 0;  // input channels of one group
  int64_t groups = 1;
  Pair kernel{1, 1};
  const int8_t* values = nullptr;  // [n, channels, kernel height, kernel width], in [-127, 127]
  const float* scales = nullptr;   // [n]
  const float* bias = nullptr;     // [n], or null
};

/// InvalidArgument: sizes below 0 (groups and kernel: below 1), n that groups do not divide, missing arrays
/// or a value of -128; NotSupported: more than Int8Linear::kMaxDepth weights of one output or an ISA this CPU
/// lacks.
Status check_weights(const ConvWeights& weights, Isa isa);

}  // namespace athena::kernels
