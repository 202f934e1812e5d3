// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/int8_convolution.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/runtime/workspace.h"

namespace athena {
namespace {

/// Floats. One image of this size or more is done with before the next: what a phase has read or written is
/// then still in the cache for the phase that follows.
constexpr std::int64_t kLargeImage = 1 << 15;

}  // namespace

std::shared_ptr<const kernels::ConvPlan> Int8Convolution::plan_for(const kernels::ConvInput& input) {
  const std::lock_guard lock(mutex_);
  if (plan_ == nullptr || planned_ != input) {
    auto plan = conv_.plan(input);
    TORCH_CHECK(plan.has_value(), "athena::conv: ", plan.error().message);
    plan_ = std::make_shared<const kernels::ConvPlan>(*std::move(plan));
    planned_ = input;
  }
  return plan_;
}

at::Tensor Int8Convolution::run(const at::Tensor& x, const kernels::ConvInput& input,
                                kernels::Activation activation) {
  kernels::ConvInput at_once = input;
  if (input.batch > 1 && x.numel() >= kLargeImage * input.batch) at_once.batch = 1;
  const auto plan = plan_for(at_once);
  const auto [height, width] = plan->outputs_size;
  at::Tensor y = at::empty({input.batch, conv_.n(), height, width}, x.options());
  if (y.numel() == 0) return y;
  Workspace space(conv_.workspace_bytes(*plan));
  const std::int64_t parts = input.batch / at_once.batch;
  for (std::int64_t part = 0; part < parts; ++part)
    run_part(*plan, x.const_data_ptr<float>() + part * (x.numel() / parts), space.get(), activation,
             y.mutable_data_ptr<float>() + part * (y.numel() / parts));
  return y;
}

void Int8Convolution::run_part(const kernels::ConvPlan& plan, const float* from, void* workspace,
                               kernels::Activation activation, float* to) const {
  at::parallel_for(0, conv_.scan_count(plan), conv_.scan_grain(), [&](std::int64_t begin, std::int64_t end) {
    conv_.scan(plan, from, begin, end, workspace);
  });
  conv_.settle(plan, workspace);
  at::parallel_for(
      0, conv_.quantize_count(plan), conv_.quantize_grain(plan),
      [&](std::int64_t begin, std::int64_t end) { conv_.quantize(plan, from, begin, end, workspace); });
  at::parallel_for(0, conv_.tile_count(plan), conv_.tile_grain(plan),
                   [&](std::int64_t begin, std::int64_t end) {
                     conv_.multiply(plan, workspace, begin, end, activation, to);
                   });
}

}  // namespace athena
