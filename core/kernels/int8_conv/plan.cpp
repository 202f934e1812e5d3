// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/kernels/int8_conv/int8_conv.h"
#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/split.h"

namespace athena::kernels {

Result<ConvPlan> Int8Conv::plan(const ConvInput& input) const {
  ATHENA_TRY(check_input(input, taps_));
  ConvPlan plan;
  plan.outputs_size = conv::output_size(input, taps_);
  plan.input = flattened(input, taps_);
  plan.lattice = conv::make_lattice(plan.input, taps_);
  plan.plane_bytes = padded_stride(plan.lattice.places * int64_t{sizeof(int32_t)});
  plan_offsets(plan);
  plan_kept(plan);
  return plan;
}

void Int8Conv::plan_offsets(ConvPlan& plan) const {
  for (int64_t plane = 0; plane < planes(); ++plane)
    for (int64_t row = 0; row < taps_[0]; ++row)
      for (int64_t column = 0; column < taps_[1]; ++column)
        plan.offsets.push_back(plane * plan.plane_bytes +
                               plan.lattice.place_of(row, column) * int64_t{sizeof(int32_t)});
  // Where taps share a cell, those that fill the last one meet weights of 0.
  if (is_depthwise())
    plan.offsets.resize(static_cast<size_t>(steps() * kernel().cell_codes()), plan.offsets.back());
}

void Int8Conv::plan_kept(ConvPlan& plan) const {
  const int64_t width = kernel().width, pitch = plan.lattice.pitch, columns = plan.lattice.outputs[1];
  plan.vectors = ceil_div(plan.lattice.positions(), width);
  plan.tiles = ceil_div(plan.vectors, kernel().vectors);
  int64_t start = 0;
  for (int64_t vector = 0; vector < plan.vectors; ++vector) {
    conv::Kept kept{start, 0, 0};
    for (int64_t lane = 0; lane < width; ++lane) {
      const int64_t position = vector * width + lane;
      if (position >= plan.lattice.positions() || position % pitch >= columns) continue;
      kept.lanes |= 1u << lane;
      ++kept.count;
    }
    start += kept.count;
    plan.kept.push_back(kept);
  }
}

}  // namespace athena::kernels
