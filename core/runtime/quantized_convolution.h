// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <mutex>
#include <utility>

#include "core/kernels/quantized_conv/quantized_conv.h"

namespace athena {

/// Runs a kernel over tensors of codes, its phases split over the threads LibTorch has. The plan of the last
/// shape and ranges is kept.
class QuantizedConvolution {
 public:
  explicit QuantizedConvolution(kernels::QuantizedConv conv) : conv_(std::move(conv)) {}

  const kernels::QuantizedConv& kernel() const { return conv_; }

  /// x [batch, channels, height, width], u8, channels last and contiguous so, as `input` says; `add` like the
  /// result, or undefined. Gives [batch, n, ...] the same way. Throws c10::Error: no plan fits, or `add` is
  /// not like the result.
  at::Tensor run(const at::Tensor& x, const kernels::ConvInput& input, const kernels::ConvRanges& ranges,
                 const at::Tensor& add);

 private:
  using Plan = std::shared_ptr<const kernels::QuantizedConvPlan>;
  Plan plan_for(const kernels::ConvInput& input, const kernels::ConvRanges& ranges);

  kernels::QuantizedConv conv_;
  std::mutex mutex_;
  kernels::ConvInput planned_input_;
  kernels::ConvRanges planned_ranges_;
  Plan plan_;
};

}  // namespace athena
