// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/kernels/int8_conv/lattice.h"
#include "core/kernels/quantized_conv/kernel_table.h"
#include "core/kernels/quantized_conv/quantized_conv.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

constexpr int64_t kUnit = int64_t{1} << 17;  // multiplications of a unit of work, or more

bool is_range(const RowRange& range) {
  return std::isnormal(range.scale) && range.scale > 0 && range.zero_point >= 0 && range.zero_point <= 255;
}

Status check_ranges(const ConvRanges& ranges) {
  if (!is_range(ranges.x) || !is_range(ranges.y) || (ranges.add && !is_range(*ranges.add)))
    return fail(ErrorCode::InvalidArgument,
                "quantized convolution: a scale must be a positive normal number, a zero point in [0, 255].");
  if (!(ranges.low <= ranges.high))
    return fail(ErrorCode::InvalidArgument, "quantized convolution: the lowest result is above the highest.");
  return {};
}

/// clamp(round(value / scale) + zero_point, 0, 255)
int32_t code_of(float value, const RowRange& range) {
  const auto zero_point = static_cast<float>(range.zero_point);
  const float steps = std::clamp(std::nearbyint(value / range.scale), -zero_point, 255.0f - zero_point);
  return static_cast<int32_t>(steps + zero_point);
}

}  // namespace

bool ConvRanges::operator==(const ConvRanges& other) const {
  const auto same = [](const RowRange& a, const RowRange& b) {
    return a.scale == b.scale && a.zero_point == b.zero_point;
  };
  return same(x, other.x) && same(y, other.y) && add.has_value() == other.add.has_value() &&
         (!add || same(*add, *other.add)) && low == other.low && high == other.high;
}

Result<QuantizedConvPlan> QuantizedConv::plan(const ConvInput& input, const ConvRanges& ranges) const {
  ATHENA_TRY(check_input(input, taps_));
  ATHENA_TRY(check_ranges(ranges));
  QuantizedConvPlan plan;
  plan.outputs_size = conv::output_size(input, taps_);
  plan.input = is_depthwise() ? input : flattened(input, taps_);
  plan.zero_point = static_cast<uint8_t>(ranges.x.zero_point);
  if (is_depthwise())
    plan.border.assign(static_cast<size_t>(plan.input.size[1] * n_), plan.zero_point);
  else
    plan_reads(plan);
  ATHENA_TRY(plan_epilogue(ranges, plan));
  return plan;
}

void QuantizedConv::plan_reads(QuantizedConvPlan& plan) const {
  const ConvInput& input = plan.input;
  const Pair outputs = conv::output_size(input, taps_), none{0, 0};
  plan.copies = channels_ > 0 && (input.before != none || input.after != none || group_bytes() != channels_);
  for (const size_t axis : {0, 1})
    plan.read_size[axis] = input.before[axis] + input.size[axis] + input.after[axis];
  plan.pixel = groups_ * group_bytes();
  const ptrdiff_t row = plan.read_size[1] * plan.pixel;
  for (int64_t y = 0; y < outputs[0]; ++y)
    for (int64_t x = 0; x < outputs[1]; ++x)
      plan.windows.push_back(y * input.stride[0] * row + x * input.stride[1] * plan.pixel);
  // Neighbouring taps of a row follow each other in memory.
  const bool merges = groups_ == 1 && input.dilation[1] == 1;
  plan.run_steps = group_bytes() / 4 * (merges ? taps_[1] : 1);
  for (int64_t y = 0; y < taps_[0] && plan.run_steps > 0; ++y)
    for (int64_t x = 0; x < (merges ? 1 : taps_[1]); ++x)
      plan.runs.push_back(y * input.dilation[0] * row + x * input.dilation[1] * plan.pixel);
  const int64_t tile = kernel().positions * kernel().vectors * kernel().width * steps() * 4;
  plan.stretch = kernel().positions * grain_of(tile, kUnit);
}

Status QuantizedConv::plan_epilogue(const ConvRanges& ranges, QuantizedConvPlan& plan) const {
  const RowRange &x = ranges.x, &y = ranges.y;
  plan.epilogue = AlignedBuffer(static_cast<size_t>(3 * lanes()) * sizeof(float));
  auto* start = plan.epilogue.as<int32_t>();
  float *scale = plan.epilogue.as<float>() + lanes(), *offset = scale + lanes();
  float from_add = 0;
  if (ranges.add) {
    plan.add_scale = ranges.add->scale / y.scale;
    from_add = static_cast<float>(ranges.add->zero_point) * plan.add_scale;
  }
  bool finite = std::isfinite(plan.add_scale);
  for (int64_t n = 0; n < n_; ++n) {
    const auto column = static_cast<size_t>(n);
    const int64_t lane = lane_of(n);
    start[lane] = -x.zero_point * column_sums_[column];
    scale[lane] = x.scale * column_scales_[column] / y.scale;
    offset[lane] = bias_[column] / y.scale + static_cast<float>(y.zero_point);
    if (ranges.add) offset[lane] -= from_add;
    finite = finite && std::isfinite(scale[lane]) && std::isfinite(offset[lane]);
  }
  if (!finite)
    return fail(
        ErrorCode::InvalidArgument,
        "quantized convolution: the ranges or the weights' scales are so far apart that fp32 cannot hold "
        "their ratio.");
  plan.low = code_of(ranges.low, y);
  plan.high = code_of(ranges.high, y);
  return {};
}

}  // namespace athena::kernels
