// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/kernels/quantize/quantize.h"

// Tensors of codes: u8, value = (code - zero_point) * scale with a range that is known before the call, the
// channels (dimension 1) of a position next to each other in memory, as LibTorch's channels last has them.
namespace athena {

/// As an op takes it. Throws c10::Error in the name of `op`: the scale is not a positive normal fp32 number,
/// or the zero point is outside [0, 255].
kernels::RowRange static_range(double scale, std::int64_t zero_point, const char* op);

/// Throws c10::Error in the name of `op`: `codes` is not u8 on the CPU.
void check_codes(const at::Tensor& codes, const char* op);

/// codes = clamp(round(x / scale) + zero_point, 0, 255), where x / scale is x * (1.0f / scale) and ties go to
/// even; NaN gives the zero point. x [batch, channels, ...] is floating. Throws c10::Error: another x, or one
/// that is to have a gradient.
at::Tensor quantize_static(const at::Tensor& x, double scale, std::int64_t zero_point);

/// fp32, in memory as `codes` are.
at::Tensor dequantize_static(const at::Tensor& codes, double scale, std::int64_t zero_point);

}  // namespace athena
