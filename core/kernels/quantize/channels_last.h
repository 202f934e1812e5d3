// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/kernels/quantize/quantize.h"

// Between fp32 tensors and codes with a known range whose channels lie next to each other. Any part may be
// done apart from the rest.
namespace athena::kernels {

/// codes[positions, channels], at the positions [begin, end): quantize_row_u8 with `range` of x[channels,
/// positions].
void quantize_channels_last(const float* x, int64_t channels, int64_t positions, RowRange range,
                            int64_t begin, int64_t end, uint8_t* codes, Isa isa);

/// values[i] = (codes[i] - zero_point) * scale
void dequantize_u8(const uint8_t* codes, int64_t count, RowRange range, float* values);

}  // namespace athena::kernels
