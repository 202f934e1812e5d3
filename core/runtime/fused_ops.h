// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <optional>
#include <string_view>
#include <tuple>

#include "core/kernels/activation.h"

// Ops that take the place of several of LibTorch's. Where one has no kernel for an input (another dtype or
// layout, a gradient), it runs what it stands for.
namespace athena {

/// "relu", "relu6", "gelu", "gelu_tanh" or "silu". Throws c10::Error for another name.
kernels::Activation activation_named(std::string_view name);

/// LibTorch's own op of that name over y.
at::Tensor activated(const at::Tensor& y, kernels::Activation activation);

/// at::layer_norm(a + b, ...), its sums in another order; a row's result depends on that row alone.
at::Tensor add_layer_norm(const at::Tensor& a, const at::Tensor& b, at::IntArrayRef normalized_shape,
                          const std::optional<at::Tensor>& weight, const std::optional<at::Tensor>& bias,
                          double epsilon);
/// The same with the sum a + b itself, first.
std::tuple<at::Tensor, at::Tensor> add_and_layer_norm(const at::Tensor& a, const at::Tensor& b,
                                                      at::IntArrayRef normalized_shape,
                                                      const std::optional<at::Tensor>& weight,
                                                      const std::optional<at::Tensor>& bias, double epsilon);

/// at::max_pool2d and, where `relu`, at::relu of it: the same bits but for the sign of zeros. x contiguous or
/// channels last has a kernel, and its layout is that of the result.
at::Tensor max_pool2d(const at::Tensor& x, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                      at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode, bool relu);

}  // namespace athena
