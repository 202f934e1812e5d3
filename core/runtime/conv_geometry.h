// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace athena {

/// What a call says of a convolution's windows, a number for each dimension.
struct ConvGeometry {
  std::vector<std::int64_t> stride, dilation, before, after;
};

/// As aten::convolution takes them, where one number stands for all dimensions. `padding`: before and after
/// each dimension alike, or before and after each in turn. Throws c10::Error: another number of them, a
/// stride or dilation below 1, or a padding below 0.
ConvGeometry conv_geometry(at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation,
                           std::int64_t dimensions);

/// The padding that a word stands for, for a kernel of these sizes: "valid" (none) or "same", as many outputs
/// as inputs at a stride of 1. Throws c10::Error: another word or stride.
std::vector<std::int64_t> named_padding(std::string_view padding, at::IntArrayRef stride,
                                        at::IntArrayRef dilation, at::IntArrayRef kernel);

/// LibTorch's ops pad both ends alike: where `geometry` does not, x with zeros around it, after which
/// `geometry` pads nothing.
at::Tensor padded_by(const at::Tensor& x, ConvGeometry& geometry);

/// Of numbers that a call gives, in whose errors they are `what`, "the stride".
std::vector<std::int64_t> expanded(at::IntArrayRef numbers, std::int64_t dimensions, const char* what);
void check_positive(at::IntArrayRef numbers, const char* what);
void check_not_negative(at::IntArrayRef numbers, const char* what);

}  // namespace athena
