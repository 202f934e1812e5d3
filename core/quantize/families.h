// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "athena/types/result.h"
#include "core/quantize/pack_linear.h"
#include "core/runtime/linear_data.h"

// One file per family of schemes. `weight` is contiguous fp32 [N, K] of finite values; the bias is left to
// pack_linear.
namespace athena {

Result<LinearData> pack_half(const at::Tensor& weight, Scheme scheme);
LinearData pack_int8(const at::Tensor& weight, Scheme scheme);
LinearData pack_sparse(const at::Tensor& weight, Scheme scheme);
/// InvalidArgument: scales that fp16, or with zero points even fp32, cannot hold.
Result<LinearData> pack_int4(const at::Tensor& weight, const LinearScheme& scheme);

/// How many values are NaN or infinite.
std::int64_t count_not_finite(const at::Tensor& values);

}  // namespace athena
