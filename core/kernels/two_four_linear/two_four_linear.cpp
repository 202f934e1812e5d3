// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/two_four_linear/two_four_linear.h"

#include <algorithm>

#include "core/kernels/split.h"
#include "core/kernels/two_four_linear/kernel_table.h"

namespace athena::kernels {

struct TwoFourLinear::Output {
  Activation activation = Activation::None;
  float* y = nullptr;
  int32_t* sums = nullptr;
  int64_t ld = 0;
};

const two_four::Kernel& TwoFourLinear::kernel() const { return two_four::find_kernel(isa_); }

std::string_view TwoFourLinear::kernel_name(int64_t /*m*/) const { return kernel().name; }

size_t TwoFourLinear::packed_bytes() const {
  return panels_.size() + column_sums_.size() * (sizeof(int32_t) + sizeof(float) + sizeof(float));
}

size_t TwoFourLinear::workspace_bytes(int64_t m) const { return quantized_rows_bytes(m, k_, kernel().codes); }

int64_t TwoFourLinear::row_grain() const { return grain_of(k_, kQuantizeGrain); }

void TwoFourLinear::quantize(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end,
                             void* workspace) const {
  quantize_rows(x, ldx, k_, m, begin, end, kernel().codes, isa_, workspace);
}

// Rows of a tile, so that the tiles of m rows are even.
int64_t TwoFourLinear::row_tile(int64_t m) const {
  return std::max<int64_t>(1, ceil_div(m, std::max<int64_t>(1, ceil_div(m, kernel().row_tile))));
}

int64_t TwoFourLinear::tile_count(int64_t m) const {
  return ceil_div(m, row_tile(m)) * ceil_div(n_, kernel().column_tile);
}

int64_t TwoFourLinear::tile_grain(int64_t m) const {
  return grain_of(row_tile(m) * kernel().column_tile * k_ * kKept / kGroup, kMultiplyGrain);
}

void TwoFourLinear::multiply(const void* workspace, int64_t m, int64_t begin, int64_t end,
                             Activation activation, float* y, int64_t ldy) const {
  run_tiles(workspace, m, begin, end, {activation, y, nullptr, ldy});
}

void TwoFourLinear::accumulate(const void* workspace, int64_t m, int64_t begin, int64_t end, int32_t* sums,
                               int64_t lds) const {
  run_tiles(workspace, m, begin, end, {Activation::None, nullptr, sums, lds});
}

void TwoFourLinear::run_tiles(const void* workspace, int64_t m, int64_t begin, int64_t end,
                              const Output& output) const {
  const two_four::Kernel& kernel = this->kernel();
  const RowHeaders headers(const_cast<void*>(workspace), m);
  const int64_t stride = code_stride(k_, kernel.codes);
  const int64_t depth = two_four::packet_depth(kernel.column_tile, kernel.lanes, kernel.kept);
  const int64_t packets = ceil_div(k_, depth), rows = row_tile(m), row_tiles = ceil_div(m, rows);
  const int64_t panel_bytes = packets * two_four::packet_bytes(kernel.lanes, kernel.kept);
  // Panels are the outer loop: one stays in cache while the rows pass over it.
  for (int64_t index = begin; index < end; ++index) {
    const int64_t panel = index / row_tiles, row = index % row_tiles * rows;
    const int64_t column = panel * kernel.column_tile;
    two_four::Tile tile{};
    tile.codes = headers.codes + row * stride;
    tile.code_stride = stride;
    tile.row_scale = headers.scale + row;
    tile.row_zero = headers.zero_point + row;
    tile.rows = static_cast<int32_t>(std::min(rows, m - row));
    tile.panel = panels_.as<int8_t>() + panel * panel_bytes;
    tile.steps = packets;
    tile.column_sum = column_sums_.data() + column;
    tile.column_scale = column_scales_.data() + column;
    tile.bias = bias_.data() + column;
    tile.columns = static_cast<int32_t>(std::min(kernel.column_tile, n_ - column));
    tile.activation = static_cast<int32_t>(output.activation);
    tile.y = output.y == nullptr ? nullptr : output.y + row * output.ld + column;
    tile.sums = output.sums == nullptr ? nullptr : output.sums + row * output.ld + column;
    tile.ldy = output.ld;
    kernel.run(tile);
  }
}

void TwoFourLinear::run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
                        void* workspace) const {
  quantize(x, ldx, m, 0, m, workspace);
  multiply(workspace, m, 0, tile_count(m), activation, y, ldy);
}

}  // namespace athena::kernels
