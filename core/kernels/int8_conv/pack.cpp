// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <numeric>

#include "core/kernels/int8_conv/int8_conv.h"
#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

/// The cell of `count` weights, `distance` apart; the rest is 0.
int32_t weight_cell(const int8_t* weights, int64_t distance, int64_t count, conv::Codes layout) {
  int32_t cell = 0;
  int8_t bytes[4] = {};
  for (int64_t i = 0; i < count; ++i) bytes[i] = weights[i * distance];
  const int16_t words[2] = {bytes[0], bytes[1]};
  if (layout == conv::Codes::U8)
    std::memcpy(&cell, bytes, sizeof(cell));
  else
    std::memcpy(&cell, words, sizeof(cell));
  return cell;
}

}  // namespace

// What lies outside is left at the buffer's zeros.
void Int8Conv::pack_cells(const int8_t* values) {
  const conv::Kernel& kernel = this->kernel();
  const int64_t taps = taps_[0] * taps_[1], codes = kernel.cell_codes();
  cells_ =
      AlignedBuffer(static_cast<size_t>(groups() * blocks() * steps() * kernel.row_tile) * sizeof(int32_t));
  // A cell of a dense kernel goes along the input channels, of a depthwise one along the taps.
  const int64_t along = is_depthwise() ? taps : channels_, distance = is_depthwise() ? 1 : taps;
  for (int64_t n = 0; n < n_; ++n) {
    const Slot slot = slot_of(n);
    int32_t* to = cells_.as<int32_t>() + slot.tile * steps() * kernel.row_tile + slot.row;
    const int8_t* from = values + n * channels_ * taps;
    for (int64_t first = 0; first < along; first += codes)
      for (int64_t tap = 0; tap < distance; ++tap, to += kernel.row_tile)
        *to = weight_cell(from + first * distance + tap, distance, std::min(codes, along - first),
                          kernel.codes);
  }
}

void Int8Conv::pack_columns(const ConvWeights& weights) {
  const int64_t row_tile = kernel().row_tile, depth = channels_ * taps_[0] * taps_[1];
  const auto slots = static_cast<size_t>(groups() * blocks() * row_tile);
  column_sums_.resize(slots);
  column_scales_.resize(slots);
  bias_.resize(slots);
  for (int64_t n = 0; n < n_; ++n) {
    const auto slot = static_cast<size_t>(slot_of(n).tile * row_tile + slot_of(n).row);
    const int8_t* values = weights.values + n * depth;
    column_sums_[slot] = std::accumulate(values, values + depth, int32_t{0});
    column_scales_[slot] = weights.scales[n];
    if (weights.bias != nullptr) bias_[slot] = weights.bias[n];
  }
}

Result<Int8Conv> Int8Conv::pack(const ConvWeights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<Int8Conv> Int8Conv::pack(const ConvWeights& weights, Isa isa) {
  ATHENA_TRY(check_weights(weights, isa));
  Int8Conv conv;
  conv.n_ = weights.n;
  conv.channels_ = weights.channels;
  conv.groups_ = weights.groups;
  conv.taps_ = weights.kernel;
  conv.isa_ = isa;
  conv.pack_cells(weights.values);
  conv.pack_columns(weights);
  return conv;
}

size_t Int8Conv::packed_bytes() const {
  return cells_.size() + column_sums_.size() * (sizeof(int32_t) + sizeof(float) + sizeof(float));
}

}  // namespace athena::kernels
