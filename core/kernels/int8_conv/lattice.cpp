// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_conv/lattice.h"

#include <algorithm>

#include "core/kernels/split.h"

namespace athena::kernels::conv {
namespace {

struct Axis {
  int64_t size, kernel, stride, dilation, before, after;

  int64_t outputs() const { return (size + before + after - dilation * (kernel - 1) - 1) / stride + 1; }

  AxisPhase phase(int64_t p) const {
    AxisPhase found;
    for (int64_t k = 0; k < kernel; ++k)
      if (k * dilation % stride == p) found.span = outputs() + k * dilation / stride;
    found.lead = std::min(found.span, std::max<int64_t>(0, ceil_div(before - p, stride)));
    found.source = p + stride * found.lead - before;
    const int64_t values = found.source < size ? ceil_div(size - found.source, stride) : 0;
    found.count = std::min(values, found.span - found.lead);
    return found;
  }
};

Axis axis_of(const ConvInput& input, Pair kernel, size_t axis) {
  return {input.size[axis],     kernel[axis],       input.stride[axis],
          input.dilation[axis], input.before[axis], input.after[axis]};
}

}  // namespace

int64_t Lattice::place_of(int64_t tap_row, int64_t tap_column) const {
  const int64_t y = tap_row * dilation_[0], x = tap_column * dilation_[1];
  const auto row_phase = static_cast<size_t>(y % stride_[0]),
             column_phase = static_cast<size_t>(x % stride_[1]);
  return row_phase_[row_phase] + column_index_[column_phase] * row_distance_[row_phase] +
         y / stride_[0] * pitch + x / stride_[1];
}

Pair output_size(const ConvInput& input, Pair kernel) {
  return {axis_of(input, kernel, 0).outputs(), axis_of(input, kernel, 1).outputs()};
}

Lattice make_lattice(const ConvInput& input, Pair kernel) {
  const Axis height = axis_of(input, kernel, 0), width = axis_of(input, kernel, 1);
  Lattice made;
  made.outputs = output_size(input, kernel);
  made.stride_ = input.stride;
  made.dilation_ = input.dilation;
  made.pitch = made.outputs[1];
  int64_t tail = 0;
  for (int64_t p = 0; p < input.stride[1]; ++p) {
    const AxisPhase phase = width.phase(p);
    made.column_index_.push_back(static_cast<int64_t>(made.columns.size()));
    if (phase.span == 0) continue;
    made.columns.push_back(phase);
    made.pitch = std::max({made.pitch, phase.lead + phase.count, phase.span - phase.lead});
  }
  for (const AxisPhase& phase : made.columns) {
    tail = std::max(tail, phase.span - made.pitch);
    made.is_padded = made.is_padded || phase.count < made.pitch;
  }
  for (int64_t p = 0; p < input.stride[0]; ++p) {
    const AxisPhase phase = height.phase(p);
    const int64_t distance = phase.span == 0 ? 0 : phase.span * made.pitch + tail;
    made.row_phase_.push_back(made.places);
    made.row_distance_.push_back(distance);
    for (int64_t i = 0; i < phase.count; ++i)
      made.rows.push_back(
          {phase.source + i * input.stride[0], made.places + (phase.lead + i) * made.pitch, distance});
    made.is_padded = made.is_padded || phase.count < phase.span;
    made.places += distance * static_cast<int64_t>(made.columns.size());
  }
  std::sort(made.rows.begin(), made.rows.end(),
            [](const auto& a, const auto& b) { return a.source < b.source; });
  return made;
}

}  // namespace athena::kernels::conv
