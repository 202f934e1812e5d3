// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int4_linear/int4_linear.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/cpu.h"
#include "core/kernels/int4_linear/kernel_table.h"
#include "core/kernels/quantize/row_kernels.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

// The workspace: RowHeaders with x in place of the codes, then the groups' sums.
int32_t* group_sums(const RowHeaders& headers, int64_t m, int64_t x_stride) {
  return reinterpret_cast<int32_t*>(headers.codes + m * x_stride);
}

void sum_groups(const unsigned char* codes, int64_t k, int64_t length, int32_t* sums) {
  for (int64_t first = 0; first < k; first += length) {
    const int64_t end = std::min(first + length, k);
    int32_t sum = 0;
    for (int64_t i = first; i < end; ++i) sum += codes[i];
    *sums++ = sum;
  }
}

/// From so many rows on, unpacking a panel takes less than it saves: the time of some three rows, and a
/// tenth.
constexpr int64_t kUnpackRows = 48;

}  // namespace

size_t Int4Linear::packed_bytes() const {
  return panels_.size() + group_scales_.size() * sizeof(float) + group_zeros_.size() * sizeof(int32_t) +
         column_offsets_.size() * sizeof(float) + bias_.size() * sizeof(float);
}

const int4::Kernel& Int4Linear::kernel(int64_t m) const { return int4::find_kernel(isa_, mode_, m); }

std::string_view Int4Linear::kernel_name(int64_t m) const { return kernel(m).name; }

int64_t Int4Linear::x_stride() const {
  return padded_stride(round_up(k_, int4::kStep) * (mode_ == Int4Mode::DynamicInt8 ? 1 : 4));
}

int64_t Int4Linear::sums_stride() const { return round_up(groups_, 16); }

size_t Int4Linear::workspace_bytes(int64_t m) const {
  const int64_t sums = mode_ == Int4Mode::DynamicInt8 ? m * sums_stride() * 4 : 0;
  return RowHeaders::bytes(m) + static_cast<size_t>(m * x_stride() + sums);
}

int64_t Int4Linear::row_grain() const { return grain_of(k_, kQuantizeGrain); }

void Int4Linear::quantize(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end,
                          void* workspace) const {
  const RowHeaders headers(workspace, m);
  const rows::Kernels& quantizer = rows::find(isa_);
  const int64_t stride = x_stride();
  for (int64_t row = begin; row < end; ++row) {
    unsigned char* to = headers.codes + row * stride;
    int64_t used = k_;
    if (mode_ == Int4Mode::WeightOnly) {
      used *= static_cast<int64_t>(sizeof(float));
      if (used > 0) std::memcpy(to, x + row * ldx, static_cast<size_t>(used));
    } else {
      const RowRange range = rows::range_of(quantizer.scan(x + row * ldx, k_));
      quantizer.codes(x + row * ldx, k_, 1.0f / range.scale, range.zero_point, to);
      headers.scale[row] = range.scale;
      headers.zero_point[row] = range.zero_point;
      sum_groups(to, k_, group_length_, group_sums(headers, m, stride) + row * sums_stride());
    }
    std::memset(to + used, 0, static_cast<size_t>(stride - used));
  }
}

int64_t Int4Linear::tile_count(int64_t m) const {
  return ceil_div(m, kernel(m).row_tile) * ceil_div(n_, kernel(m).column_tile);
}

int64_t Int4Linear::tile_grain(int64_t m) const {
  const int64_t rows = std::min(std::max<int64_t>(m, 1), kernel(m).row_tile);
  return grain_of(rows * kernel(m).column_tile * k_, kMultiplyGrain);
}

/// What a tile knows of its weights.
int4::Tile Int4Linear::tile_of(int64_t panel, int64_t columns) const {
  const int64_t steps = ceil_div(k_, int4::kStep), column = panel * columns,
                group = panel * groups_ * columns;
  int4::Tile tile{};
  tile.panel = panels_.as<uint32_t>() + panel * steps * columns;
  tile.steps = steps;
  tile.group_steps = std::max<int64_t>(1, ceil_div(group_length_, int4::kStep));
  tile.group_scale = group_scales_.data() + group;
  tile.group_zero = group_zeros_.empty() ? nullptr : group_zeros_.data() + group;
  tile.column_offset = column_offsets_.data() + column;
  tile.bias = bias_.data() + column;
  tile.columns = static_cast<int32_t>(std::min(columns, n_ - column));
  return tile;
}

void Int4Linear::multiply(const void* workspace, int64_t m, int64_t begin, int64_t end, Activation activation,
                          float* y, int64_t ldy) const {
  const int4::Kernel& kernel = this->kernel(m);
  const RowHeaders headers(const_cast<void*>(workspace), m);
  const int64_t row_tiles = ceil_div(m, kernel.row_tile);
  const bool quantized = mode_ == Int4Mode::DynamicInt8;
  const auto panel_bytes = static_cast<size_t>(round_up(k_, int4::kStep) * kernel.column_tile);
  const bool unpacks = kernel.unpack != nullptr && !exceeds_l2(2 * panel_bytes);
  AlignedBuffer unpacked;
  // Panels are the outer loop: one stays in cache while the rows pass over it.
  for (int64_t index = begin; index < end;) {
    const int64_t panel = index / row_tiles, panel_end = std::min((panel + 1) * row_tiles, end);
    int4::Tile tile = tile_of(panel, kernel.column_tile);
    tile.x_stride = x_stride();
    tile.group_sum_stride = sums_stride();
    tile.activation = static_cast<int32_t>(activation);
    tile.ldy = ldy;
    if (unpacks && (panel_end - index) * kernel.row_tile >= kUnpackRows) {
      if (unpacked.size() == 0) unpacked = AlignedBuffer(panel_bytes);
      kernel.unpack(tile, unpacked.as<int8_t>());
      tile.unpacked = unpacked.as<int8_t>();
    }
    for (; index < panel_end; ++index) {
      const int64_t row = index % row_tiles * kernel.row_tile;
      tile.x = headers.codes + row * x_stride();
      tile.row_scale = quantized ? headers.scale + row : nullptr;
      tile.row_zero = quantized ? headers.zero_point + row : nullptr;
      tile.group_sum = quantized ? group_sums(headers, m, x_stride()) + row * sums_stride() : nullptr;
      tile.rows = static_cast<int32_t>(std::min(kernel.row_tile, m - row));
      tile.y = y + row * ldy + panel * kernel.column_tile;
      kernel.run(tile);
    }
  }
}

void Int4Linear::run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
                     void* workspace) const {
  quantize(x, ldx, m, 0, m, workspace);
  multiply(workspace, m, 0, tile_count(m), activation, y, ldy);
}

}  // namespace athena::kernels
