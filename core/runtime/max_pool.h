// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <optional>

#include "core/kernels/pool/max_pool.h"

namespace athena {

/// at::max_pool2d of x [batch, channels, height, width] as the kernel takes it. None: the
/// arguments are not what at::max_pool2d takes, or a window lies outside the image.
std::optional<kernels::MaxPool> max_pool_of(const at::Tensor& x, at::IntArrayRef kernel_size,
                                            at::IntArrayRef stride, at::IntArrayRef padding,
                                            at::IntArrayRef dilation, bool ceil_mode);

/// What it gives. x is not empty, and channels last, as the result is; or fp32 and contiguous, as the result
/// is.
template <typename T>
at::Tensor run_max_pool(const kernels::MaxPool& pool, const at::Tensor& x);

/// at::max_pool2d of codes (static_codes.h), whose range the result has. Throws c10::Error: codes is not u8
/// on the CPU or no image, or max_pool_of has none.
at::Tensor max_pool2d_static(const at::Tensor& codes, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                             at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode);

}  // namespace athena
