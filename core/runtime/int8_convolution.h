// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <mutex>

#include "core/kernels/int8_conv/int8_conv.h"

namespace athena {

/// Runs a kernel over tensors, its phases split over the threads LibTorch has. The plan of the last shape is
/// kept.
class Int8Convolution {
 public:
  explicit Int8Convolution(kernels::Int8Conv conv) : conv_(std::move(conv)) {}

  const kernels::Int8Conv& kernel() const { return conv_; }

  /// x: fp32, contiguous, as `input` says. Gives [batch, n, height, width]. Throws c10::Error: `input` fits
  /// no plan.
  at::Tensor run(const at::Tensor& x, const kernels::ConvInput& input,
                 kernels::Activation activation = kernels::Activation::None);

 private:
  std::shared_ptr<const kernels::ConvPlan> plan_for(const kernels::ConvInput& input);
  /// All phases over the images that `plan` is for.
  void run_part(const kernels::ConvPlan& plan, const float* from, void* workspace,
                kernels::Activation activation, float* to) const;

  kernels::Int8Conv conv_;
  std::mutex mutex_;
  kernels::ConvInput planned_;
  std::shared_ptr<const kernels::ConvPlan> plan_;
};

}  // namespace athena
