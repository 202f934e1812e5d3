// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_linear/int8_linear.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/int8_linear/check_weights.h"
#include "core/kernels/int8_linear/columns.h"
#include "core/kernels/int8_linear/kernel_table.h"
#include "core/kernels/quantize/quantize_rows.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

// Where the steps of [n, k] lie in [panel][step][column][k_step]: visit(index in [n, k], place, bytes).
template <typename Visit>
void for_each_step(int64_t n_count, int64_t k_count, const int8::Kernel& kernel, const Visit& visit) {
  const int64_t step = kernel.column_tile * kernel.k_step;
  const int64_t panel_bytes = ceil_div(k_count, kernel.k_step) * step;
  for (int64_t n = 0; n < n_count; ++n) {
    int64_t place = n / kernel.column_tile * panel_bytes + n % kernel.column_tile * kernel.k_step;
    for (int64_t k = 0; k < k_count; k += kernel.k_step, place += step)
      visit(n * k_count + k, place, static_cast<size_t>(std::min(kernel.k_step, k_count - k)));
  }
}

}  // namespace

struct Int8Linear::Output {
  Activation activation = Activation::None;
  float* y = nullptr;
  int32_t* sums = nullptr;
  int64_t ld = 0;
};

Result<Int8Linear> Int8Linear::pack(const Int8Weights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<Int8Linear> Int8Linear::pack(const Int8Weights& weights, Isa isa) {
  ATHENA_TRY(int8::check_weights(weights, isa));
  Int8Linear linear;
  linear.n_ = weights.n;
  linear.k_ = weights.k;
  linear.isa_ = isa;
  const int8::Kernel& kernel = int8::find_kernel(isa, 1);
  const int64_t steps = ceil_div(weights.k, kernel.k_step);
  const int64_t padded = round_up(weights.n, kernel.column_tile);
  linear.panels_ = AlignedBuffer(static_cast<size_t>(padded * steps * kernel.k_step));
  // What lies outside is left at the buffer's zeros.
  for_each_step(
      weights.n, weights.k, kernel,
      [to = linear.panels_.as<int8_t>(), from = weights.values](int64_t index, int64_t place, size_t bytes) {
        std::memcpy(to + place, from + index, bytes);
      });
  int8::fill_columns(weights, static_cast<size_t>(padded), linear.column_sums_, linear.column_scales_,
                     linear.bias_);
  return linear;
}

size_t Int8Linear::packed_bytes() const {
  return panels_.size() + column_sums_.size() * (sizeof(int32_t) + sizeof(float) + sizeof(float));
}

void Int8Linear::unpack(int8_t* values) const {
  for_each_step(n_, k_, kernel(1),
                [values, from = panels_.as<int8_t>()](int64_t index, int64_t place, size_t bytes) {
                  std::memcpy(values + index, from + place, bytes);
                });
}

const int8::Kernel& Int8Linear::kernel(int64_t m) const { return int8::find_kernel(isa_, m); }

std::string_view Int8Linear::kernel_name(int64_t m) const { return kernel(m).name; }

size_t Int8Linear::workspace_bytes(int64_t m) const { return quantized_rows_bytes(m, k_, kernel(1).codes); }

int64_t Int8Linear::row_grain() const { return grain_of(k_, kQuantizeGrain); }

void Int8Linear::quantize(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end,
                          void* workspace) const {
  quantize_rows(x, ldx, k_, m, begin, end, kernel(m).codes, isa_, workspace);
}

int64_t Int8Linear::tile_count(int64_t m) const {
  return ceil_div(m, kernel(m).row_tile) * ceil_div(n_, kernel(m).column_tile);
}

int64_t Int8Linear::tile_grain(int64_t m) const {
  const int64_t rows = std::min(std::max<int64_t>(m, 1), kernel(m).row_tile);
  return grain_of(rows * kernel(m).column_tile * k_, kMultiplyGrain);
}

void Int8Linear::multiply(const void* workspace, int64_t m, int64_t begin, int64_t end, Activation activation,
                          float* y, int64_t ldy) const {
  run_tiles(workspace, m, begin, end, {activation, y, nullptr, ldy});
}

void Int8Linear::accumulate(const void* workspace, int64_t m, int64_t begin, int64_t end, int32_t* sums,
                            int64_t lds) const {
  run_tiles(workspace, m, begin, end, {Activation::None, nullptr, sums, lds});
}

void Int8Linear::run_tiles(const void* workspace, int64_t m, int64_t begin, int64_t end,
                           const Output& output) const {
  const int8::Kernel& kernel = this->kernel(m);
  const RowHeaders headers(const_cast<void*>(workspace), m);
  const int64_t stride = code_stride(k_, kernel.codes);
  const int64_t row_tiles = ceil_div(m, kernel.row_tile), steps = ceil_div(k_, kernel.k_step);
  const int64_t panel_bytes = steps * kernel.column_tile * kernel.k_step;
  // Panels are the outer loop: one stays in cache while the rows pass over it.
  for (int64_t index = begin; index < end; ++index) {
    const int64_t panel = index / row_tiles, row = index % row_tiles * kernel.row_tile;
    const int64_t column = panel * kernel.column_tile;
    int8::Tile tile{};
    tile.codes = headers.codes + row * stride;
    tile.code_stride = stride;
    tile.row_scale = headers.scale + row;
    tile.row_zero = headers.zero_point + row;
    tile.rows = static_cast<int32_t>(std::min(kernel.row_tile, m - row));
    tile.panel = panels_.as<int8_t>() + panel * panel_bytes;
    tile.steps = steps;
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

void Int8Linear::run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
                     void* workspace) const {
  quantize(x, ldx, m, 0, m, workspace);
  multiply(workspace, m, 0, tile_count(m), activation, y, ldy);
}

}  // namespace athena::kernels
