// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/int8_convolution.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/runtime/workspace.h"

namespace athena {

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

at::Tensor Int8Convolution::run(const at::Tensor& x, const kernels::ConvInput& input) {
  const auto plan = plan_for(input);
  const auto [height, width] = plan->outputs_size;
  at::Tensor y = at::empty({input.batch, conv_.n(), height, width}, x.options());
  if (y.numel() == 0) return y;
  Workspace space(conv_.workspace_bytes(*plan));
  void* const workspace = space.get();
  const auto* from = x.const_data_ptr<float>();
  auto* to = y.mutable_data_ptr<float>();
  at::parallel_for(0, conv_.scan_count(*plan), conv_.scan_grain(), [&](std::int64_t begin, std::int64_t end) {
    conv_.scan(*plan, from, begin, end, workspace);
  });
  conv_.settle(*plan, workspace);
  at::parallel_for(
      0, conv_.quantize_count(*plan), conv_.quantize_grain(*plan),
      [&](std::int64_t begin, std::int64_t end) { conv_.quantize(*plan, from, begin, end, workspace); });
  at::parallel_for(0, conv_.tile_count(*plan), conv_.tile_grain(*plan),
                   [&](std::int64_t begin, std::int64_t end) {
                     conv_.multiply(*plan, workspace, begin, end, kernels::Activation::None, to);
                   });
  return y;
}

}  // namespace athena
