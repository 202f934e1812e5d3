// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/kernels/int8_conv/int8_conv.h"
#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

Status check(const ConvInput& input, Pair kernel) {
  if (input.batch < 0) return fail(ErrorCode::InvalidArgument, "int8 convolution: a batch below 0.");
  for (const size_t axis : {0, 1}) {
    const int64_t padded = input.size[axis] + input.before[axis] + input.after[axis];
    if (input.size[axis] < 0 || input.before[axis] < 0 || input.after[axis] < 0 || input.stride[axis] < 1 ||
        input.dilation[axis] < 1)
      return fail(ErrorCode::InvalidArgument,
                  "int8 convolution: a size or padding below 0, or a stride or dilation below 1.");
    if (padded < input.dilation[axis] * (kernel[axis] - 1) + 1)
      return fail(ErrorCode::InvalidArgument,
                  "int8 convolution: the padded input is smaller than the kernel.");
  }
  return {};
}

/// Where neither taps nor borders tell rows apart, all rows are one.
ConvInput flattened(const ConvInput& input, Pair kernel) {
  const Pair one{1, 1}, none{0, 0};
  if (kernel != one || input.stride != one || input.before != none || input.after != none) return input;
  ConvInput flat = input;
  flat.size = {1, input.size[0] * input.size[1]};
  return flat;
}

}  // namespace

Result<ConvPlan> Int8Conv::plan(const ConvInput& input) const {
  ATHENA_TRY(check(input, taps_));
  ConvPlan plan;
  plan.outputs_size = conv::output_size(input, taps_);
  plan.input = flattened(input, taps_);
  plan.lattice = conv::make_lattice(plan.input, taps_);
  const int64_t place_bytes = is_depthwise() ? kernel().code_bytes() : int64_t{sizeof(int32_t)};
  plan.plane_bytes = padded_stride(plan.lattice.places * place_bytes);
  if (is_depthwise())
    plan_depthwise(plan);
  else
    plan_dense(plan);
  plan_pieces(plan);
  return plan;
}

void Int8Conv::plan_dense(ConvPlan& plan) const {
  for (int64_t plane = 0; plane < planes(); ++plane)
    for (int64_t row = 0; row < taps_[0]; ++row)
      for (int64_t column = 0; column < taps_[1]; ++column)
        plan.offsets.push_back(plane * plan.plane_bytes +
                               plan.lattice.place_of(row, column) * int64_t{sizeof(int32_t)});
}

// The taps of a row that meet neighbouring places share a cell.
void Int8Conv::plan_depthwise(ConvPlan& plan) const {
  struct Tap {
    int64_t place, index;
  };
  const conv::Kernel& kernel = this->kernel();
  std::vector<std::vector<Tap>> cells;
  for (int64_t row = 0; row < taps_[0]; ++row) {
    std::vector<Tap> taps;
    for (int64_t column = 0; column < taps_[1]; ++column)
      taps.push_back({plan.lattice.place_of(row, column), row * taps_[1] + column});
    std::sort(taps.begin(), taps.end(), [](const Tap& a, const Tap& b) { return a.place < b.place; });
    for (size_t i = 0; i < taps.size(); ++i) {
      if (i == 0 || taps[i].place >= cells.back().front().place + kernel.cell_codes()) cells.emplace_back();
      cells.back().push_back(taps[i]);
    }
  }
  for (const auto& cell : cells) plan.offsets.push_back(cell.front().place * kernel.code_bytes());
  for (int64_t n = 0; n < n_; ++n)
    for (const auto& cell : cells) {
      int8_t codes[4] = {};
      for (const Tap& tap : cell)
        codes[tap.place - cell.front().place] =
            values_[static_cast<size_t>(n * taps_[0] * taps_[1] + tap.index)];
      plan.weights.push_back(conv::weight_cell(codes, kernel.cell_codes(), kernel.codes));
    }
}

void Int8Conv::plan_pieces(ConvPlan& plan) const {
  const conv::Kernel& kernel = this->kernel();
  const auto [height, width] = plan.lattice.outputs;
  const int64_t used = ceil_div(plan.lattice.positions(), kernel.width), pitch = plan.lattice.pitch;
  plan.vectors = is_depthwise() ? round_up(used, kernel.vectors) : used;
  plan.tiles = is_depthwise() ? 1 : ceil_div(plan.vectors, kernel.vectors);
  plan.piece_starts.push_back(0);
  for (int64_t vector = 0; vector < plan.vectors; ++vector) {
    const int64_t begin = vector * kernel.width, end = begin + kernel.width;
    for (int64_t row = begin / pitch; row < height && row * pitch < end; ++row) {
      const int64_t first = std::max(row * pitch, begin), last = std::min(row * pitch + width, end);
      if (first >= last) continue;
      const int64_t offset = begin - row * (pitch - width);
      const auto from = static_cast<int32_t>(first - begin), to = static_cast<int32_t>(last - begin);
      const bool starts = plan.piece_starts.back() == static_cast<int32_t>(plan.pieces.size());
      if (!starts && plan.pieces.back().offset == offset && plan.pieces.back().last == from)
        plan.pieces.back().last = to;
      else
        plan.pieces.push_back({offset, from, to});
    }
    plan.piece_starts.push_back(static_cast<int32_t>(plan.pieces.size()));
  }
}

}  // namespace athena::kernels
