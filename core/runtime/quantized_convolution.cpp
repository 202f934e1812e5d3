// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/quantized_convolution.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/runtime/workspace.h"

namespace athena {

QuantizedConvolution::Plan QuantizedConvolution::plan_for(const kernels::ConvInput& input,
                                                          const kernels::ConvRanges& ranges) {
  const std::lock_guard lock(mutex_);
  if (plan_ == nullptr || planned_input_ != input || planned_ranges_ != ranges) {
    auto plan = conv_.plan(input, ranges);
    TORCH_CHECK(plan.has_value(), "athena::conv_static: ", plan.error().message);
    plan_ = std::make_shared<const kernels::QuantizedConvPlan>(*std::move(plan));
    planned_input_ = input;
    planned_ranges_ = ranges;
  }
  return plan_;
}

at::Tensor QuantizedConvolution::run(const at::Tensor& x, const kernels::ConvInput& input,
                                     const kernels::ConvRanges& ranges, const at::Tensor& add) {
  const Plan plan = plan_for(input, ranges);
  const auto [height, width] = plan->outputs_size;
  at::Tensor y =
      at::empty({input.batch, conv_.n(), height, width}, x.options(), at::MemoryFormat::ChannelsLast);
  TORCH_CHECK(!add.defined() || add.sizes() == y.sizes(),
              "athena::conv_static: the tensor to add is of shape ", add.sizes(), ", the result ", y.sizes(),
              "; they must be alike.");
  if (y.numel() == 0) return y;
  Workspace space(conv_.workspace_bytes(*plan));
  const auto* from = x.const_data_ptr<std::uint8_t>();
  const auto* added = add.defined() ? add.const_data_ptr<std::uint8_t>() : nullptr;
  auto* to = y.mutable_data_ptr<std::uint8_t>();
  at::parallel_for(
      0, conv_.pad_count(*plan), conv_.pad_grain(*plan),
      [&](std::int64_t begin, std::int64_t end) { conv_.pad(*plan, from, begin, end, space.get()); });
  at::parallel_for(0, conv_.unit_count(*plan), conv_.unit_grain(*plan),
                   [&](std::int64_t begin, std::int64_t end) {
                     conv_.multiply(*plan, from, space.get(), added, begin, end, to);
                   });
  return y;
}

}  // namespace athena
