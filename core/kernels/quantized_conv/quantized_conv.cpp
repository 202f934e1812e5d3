// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantized_conv/quantized_conv.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/quantized_conv/kernel_table.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

qconv::Epilogue epilogue_of(const QuantizedConvPlan& plan, int64_t lanes, int64_t lane) {
  const auto* start = plan.epilogue.as<int32_t>() + lane;
  const auto* scale = plan.epilogue.as<float>() + lanes + lane;
  return {start, scale, scale + lanes, plan.add_scale, plan.low, static_cast<float>(plan.high)};
}

/// Two times 3 bytes, with a 0 after each.
uint64_t widened_pair(uint64_t six) {
  constexpr uint64_t kThree = 0xFFFFFF;
  return (six & kThree) | (six >> 24 & kThree) << 32;
}

/// Four times 3 bytes to 4: the colours of an image.
void widen_four_of_three(const uint8_t* from, uint8_t* to) {
  uint64_t low = 0, high = 0;
  std::memcpy(&low, from, 8);
  std::memcpy(&high, from + 4, 8);
  const uint64_t wide[2] = {widened_pair(low), widened_pair(high >> 16)};
  std::memcpy(to, wide, sizeof(wide));
}

}  // namespace

size_t QuantizedConv::workspace_bytes(const QuantizedConvPlan& plan) const {
  if (!plan.copies) return 0;
  return static_cast<size_t>(plan.input.batch * plan.read_size[0] * plan.read_size[1] * plan.pixel);
}

int64_t QuantizedConv::pad_count(const QuantizedConvPlan& plan) const {
  return plan.copies ? plan.input.batch * plan.read_size[0] : 0;
}

int64_t QuantizedConv::pad_grain(const QuantizedConvPlan& plan) const {
  return grain_of(plan.read_size[1] * plan.pixel, 4 * kQuantizeGrain);
}

void QuantizedConv::pad(const QuantizedConvPlan& plan, const uint8_t* x, int64_t begin, int64_t end,
                        void* workspace) const {
  const ConvInput& input = plan.input;
  const auto left = static_cast<size_t>(input.before[1] * plan.pixel),
             right = static_cast<size_t>(input.after[1] * plan.pixel),
             inside = static_cast<size_t>(input.size[1] * plan.pixel);
  for (int64_t unit = begin; unit < end; ++unit) {
    uint8_t* to = static_cast<uint8_t*>(workspace) + unit * plan.read_size[1] * plan.pixel;
    const int64_t sample = unit / plan.read_size[0], row = unit % plan.read_size[0] - input.before[0];
    if (row < 0 || row >= input.size[0]) {
      std::memset(to, plan.zero_point, left + inside + right);
      continue;
    }
    const uint8_t* from = x + (sample * input.size[0] + row) * input.size[1] * input_channels();
    std::memset(to, plan.zero_point, left);
    if (group_bytes() == channels_)
      std::memcpy(to + left, from, inside);
    else
      widen(from, input.size[1] * groups_, to + left);
    std::memset(to + left + inside, plan.zero_point, right);
  }
}

/// The channels that are added meet weights of 0.
void QuantizedConv::widen(const uint8_t* from, int64_t count, uint8_t* to) const {
  const int64_t bytes = group_bytes();
  if (channels_ == 3)
    for (; count >= 4; count -= 4, from += 12, to += 16) widen_four_of_three(from, to);
  for (; count > 0; --count, from += channels_, to += bytes) {
    std::memcpy(to, from, static_cast<size_t>(channels_));
    std::memset(to + channels_, 0, static_cast<size_t>(bytes - channels_));
  }
}

int64_t QuantizedConv::unit_count(const QuantizedConvPlan& plan) const {
  const int64_t units =
      is_depthwise() ? plan.outputs_size[0] : groups_ * blocks() * ceil_div(plan.outputs(), plan.stretch);
  return plan.input.batch * units;
}

int64_t QuantizedConv::unit_grain(const QuantizedConvPlan& plan) const {
  // A depthwise kernel takes some eight times as long for a multiplication.
  if (is_depthwise()) return grain_of(plan.outputs_size[1] * n_ * taps(), kMultiplyGrain / 8);
  return grain_of(plan.stretch * kernel().vectors * kernel().width * steps() * 4, kMultiplyGrain);
}

void QuantizedConv::multiply(const QuantizedConvPlan& plan, const uint8_t* x, const void* workspace,
                             const uint8_t* add, int64_t begin, int64_t end, uint8_t* y) const {
  if (is_depthwise()) return multiply_depthwise(plan, x, add, begin, end, y);
  multiply_dense(plan, plan.copies ? static_cast<const uint8_t*>(workspace) : x, add, begin, end, y);
}

void QuantizedConv::multiply_dense(const QuantizedConvPlan& plan, const uint8_t* x, const uint8_t* add,
                                   int64_t begin, int64_t end, uint8_t* y) const {
  const qconv::Kernel& kernel = this->kernel();
  const int64_t stretches = ceil_div(plan.outputs(), plan.stretch);
  qconv::DenseTile tile{};
  tile.runs = plan.runs.data();
  tile.run_count = static_cast<int64_t>(plan.runs.size());
  tile.run_steps = plan.run_steps;
  tile.ldy = n_;
  for (int64_t unit = begin; unit < end;) {
    // All stretches of a block that are asked for.
    const int64_t stretch = unit % stretches, count = std::min(stretches - stretch, end - unit);
    const int64_t block = unit / stretches % blocks(), group = unit / stretches / blocks() % groups_,
                  sample = unit / stretches / blocks() / groups_;
    unit += count;
    const VectorRange range = vectors_of(block);
    const int64_t first = stretch * plan.stretch, lane = (group * vectors() + range.first) * kernel.width;
    tile.x = x + sample * plan.read_size[0] * plan.read_size[1] * plan.pixel + group * group_bytes();
    tile.windows = plan.windows.data() + first;
    tile.positions = std::min(count * plan.stretch, plan.outputs() - first);
    tile.weights = weights_.as<int8_t>() + lane * steps() * 4;
    tile.vectors = static_cast<int32_t>(range.count());
    tile.last_channels =
        static_cast<int32_t>(std::min(kernel.width, group_outputs() - (range.last - 1) * kernel.width));
    tile.epilogue = epilogue_of(plan, lanes(), lane);
    const int64_t at =
        (sample * plan.outputs() + first) * n_ + group * group_outputs() + range.first * kernel.width;
    tile.y = y + at;
    tile.add = add == nullptr ? nullptr : add + at;
    kernel.dense(tile);
  }
}

void QuantizedConv::multiply_depthwise(const QuantizedConvPlan& plan, const uint8_t* x, const uint8_t* add,
                                       int64_t begin, int64_t end, uint8_t* y) const {
  const qconv::Kernel& kernel = this->kernel();
  const ConvInput& input = plan.input;
  const auto [height, width] = input.size;
  const auto [rows, columns] = plan.outputs_size;
  // Places that no tap has are read too, to meet weights of 0.
  std::vector<const uint8_t*> row_starts(static_cast<size_t>(taps_[0])),
      places(static_cast<size_t>(4 * steps()), plan.border.data());
  qconv::DepthwiseTile tile{};
  tile.taps = places.data();
  tile.tap_count = takes_columns() ? 12 : taps();
  tile.next = input.stride[1] * n_;
  tile.channels = n_;
  tile.weights = weights_.as<int8_t>();
  tile.epilogue = epilogue_of(plan, lanes(), 0);
  tile.ldy = n_;
  const bool rolls = takes_columns() && input.dilation[1] == 1 && input.stride[1] <= 2;
  // The outputs whose taps are all between left and right.
  const int64_t reach = input.dilation[1] * (taps_[1] - 1), last_start = width - 1 - reach + input.before[1];
  const int64_t inner_begin = std::min(columns, ceil_div(input.before[1], input.stride[1]));
  const int64_t inner_end =
      std::clamp<int64_t>(last_start < 0 ? 0 : last_start / input.stride[1] + 1, inner_begin, columns);
  for (int64_t unit = begin; unit < end; ++unit) {
    const int64_t sample = unit / rows, row = unit % rows;
    for (int64_t tap = 0; tap < taps_[0]; ++tap) {
      const int64_t from = row * input.stride[0] + tap * input.dilation[0] - input.before[0];
      row_starts[static_cast<size_t>(tap)] =
          from < 0 || from >= height ? plan.border.data() : x + (sample * height + from) * width * n_;
    }
    const auto outputs = [&](int64_t first, int64_t count) {
      int64_t column = first * input.stride[1] - input.before[1];
      for (int64_t tap = 0; tap < taps_[1]; ++tap, column += input.dilation[1])
        for (int64_t tap_row = 0; tap_row < taps_[0]; ++tap_row)
          places[static_cast<size_t>(slot_of(tap_row, tap))] =
              column < 0 || column >= width ? plan.border.data()
                                            : row_starts[static_cast<size_t>(tap_row)] + column * n_;
      const int64_t at = (unit * columns + first) * n_;
      tile.positions = count;
      tile.columns_apart = count > 1 && rolls ? static_cast<int32_t>(input.stride[1]) : 0;
      tile.y = y + at;
      tile.add = add == nullptr ? nullptr : add + at;
      kernel.depthwise(tile);
    };
    for (int64_t column = 0; column < inner_begin; ++column) outputs(column, 1);
    if (inner_begin < inner_end) outputs(inner_begin, inner_end - inner_begin);
    for (int64_t column = inner_end; column < columns; ++column) outputs(column, 1);
  }
}

void QuantizedConv::run(const QuantizedConvPlan& plan, const uint8_t* x, const uint8_t* add, uint8_t* y,
                        void* workspace) const {
  pad(plan, x, 0, pad_count(plan), workspace);
  multiply(plan, x, workspace, add, 0, unit_count(plan), y);
}

}  // namespace athena::kernels
