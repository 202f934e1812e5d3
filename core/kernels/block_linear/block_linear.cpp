// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/block_linear/block_linear.h"

#include <algorithm>

#include "core/kernels/block_linear/kernel_table.h"
#include "core/kernels/sparse_linear/kernel_table.h"
#include "core/kernels/split.h"

namespace athena::kernels {

namespace {

constexpr int64_t kRowGroup = 16;

int64_t words(int64_t k) { return ceil_div(k, BlockLinear::kBlockColumns); }

float* lanes_of(void* workspace, int64_t m, int64_t k, Codes codes) {
  return reinterpret_cast<float*>(static_cast<unsigned char*>(workspace) + quantized_rows_bytes(m, k, codes));
}

// Lanes of the tile that begins at row `first`.
int64_t tile_lanes(int64_t m, int64_t rows, int64_t first) {
  return std::min(rows, round_up(m - first, kRowGroup));
}

}  // namespace

static_assert(BlockLinear::kBlockRows == block::kBlockColumns &&
              BlockLinear::kBlockColumns == block::kBlockDepth);

struct BlockLinear::Output {
  Activation activation = Activation::None;
  float* y = nullptr;
  int32_t* sums = nullptr;
  int64_t ld = 0;
};

const block::Kernel& BlockLinear::kernel(int64_t m) const { return block::find_kernel(isa_, m); }

std::string_view BlockLinear::kernel_name(int64_t m) const { return kernel(m).name; }

bool BlockLinear::pays() const { return 5 * blocks() <= 3 * panels() * ceil_div(k_, kBlockColumns); }

size_t BlockLinear::packed_bytes() const {
  return values_.size() + depths_.size() * sizeof(uint16_t) + first_block_.size() * sizeof(int64_t) +
         column_sums_.size() * (sizeof(int32_t) + sizeof(float) + sizeof(float));
}

// Behind the rows of codes, for kernels that want lanes: tile by tile, [ceil(k / 4)][lanes] words of 4 codes.
size_t BlockLinear::workspace_bytes(int64_t m) const {
  const size_t rows = quantized_rows_bytes(m, k_, kernel(m).codes);
  if (kernel(m).order == block::Order::Rows) return rows;
  return rows + static_cast<size_t>(round_up(m, kRowGroup) * words(k_)) * sizeof(float);
}

int64_t BlockLinear::group_count(int64_t m) const { return ceil_div(m, kRowGroup); }

int64_t BlockLinear::group_grain() const { return grain_of(kRowGroup * k_, kQuantizeGrain); }

void BlockLinear::arrange(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end,
                          void* workspace) const {
  const Codes codes = kernel(m).codes;
  quantize_rows(x, ldx, k_, m, begin * kRowGroup, std::min(end * kRowGroup, m), codes, isa_, workspace);
  if (kernel(m).order == block::Order::Rows) return;
  const RowHeaders headers(workspace, m);
  const int64_t stride = code_stride(k_, codes), rows = row_tile(m);
  float* lanes = lanes_of(workspace, m, k_, codes);
  // Words of 4 codes move as floats do: loads, shuffles and stores change no bit.
  const sparse::ArrangeFunction to_lanes = sparse::find_kernel(isa_).arrange;
  for (int64_t group = begin; group < end; ++group) {
    const int64_t row = group * kRowGroup, first = row / rows * rows;
    to_lanes(reinterpret_cast<const float*>(headers.codes + row * stride),
             stride / static_cast<int64_t>(sizeof(float)), static_cast<int32_t>(std::min(kRowGroup, m - row)),
             words(k_), lanes + first * words(k_) + (row - first), tile_lanes(m, rows, first));
  }
}

// Rows of a tile, so that the tiles of m rows are even.
int64_t BlockLinear::row_tile(int64_t m) const {
  const int64_t even = ceil_div(m, std::max<int64_t>(1, ceil_div(m, kernel(m).row_tile)));
  return kernel(m).order == block::Order::Lanes ? round_up(even, kRowGroup) : std::max<int64_t>(1, even);
}

int64_t BlockLinear::tile_count(int64_t m) const { return ceil_div(m, row_tile(m)) * panels(); }

int64_t BlockLinear::tile_grain(int64_t m) const {
  return grain_of(row_tile(m) * blocks() * kBlockRows * kBlockColumns / std::max<int64_t>(1, panels()),
                  kMultiplyGrain);
}

void BlockLinear::multiply(const void* workspace, int64_t m, int64_t begin, int64_t end,
                           Activation activation, float* y, int64_t ldy) const {
  run_tiles(workspace, m, begin, end, {activation, y, nullptr, ldy});
}

void BlockLinear::accumulate(const void* workspace, int64_t m, int64_t begin, int64_t end, int32_t* sums,
                             int64_t lds) const {
  run_tiles(workspace, m, begin, end, {Activation::None, nullptr, sums, lds});
}

void BlockLinear::run_tiles(const void* workspace, int64_t m, int64_t begin, int64_t end,
                            const Output& output) const {
  const block::Kernel& kernel = this->kernel(m);
  const RowHeaders headers(const_cast<void*>(workspace), m);
  const float* lanes = lanes_of(const_cast<void*>(workspace), m, k_, kernel.codes);
  const int64_t stride = code_stride(k_, kernel.codes), rows = row_tile(m);
  // Rows are the outer loop: their codes stay in cache while the weights, which are fewer bytes a product,
  // pass.
  for (int64_t index = begin; index < end; ++index) {
    const int64_t panel = index % panels(), row = index / panels() * rows;
    const int64_t column = panel * kBlockRows, first = first_block_[static_cast<size_t>(panel)];
    block::Tile tile{};
    tile.codes = headers.codes + row * stride;
    tile.code_stride = stride;
    if (kernel.order == block::Order::Lanes) {
      tile.codes = reinterpret_cast<const unsigned char*>(lanes + row * words(k_));
      tile.lanes = static_cast<int32_t>(tile_lanes(m, rows, row));
    }
    tile.row_scale = headers.scale + row;
    tile.row_zero = headers.zero_point + row;
    tile.rows = static_cast<int32_t>(std::min(rows, m - row));
    tile.panel = values_.as<int8_t>() + first * kBlockRows * kBlockColumns;
    tile.depths = depths_.data() + first;
    tile.steps = first_block_[static_cast<size_t>(panel + 1)] - first;
    tile.column_sum = column_sums_.data() + column;
    tile.column_scale = column_scales_.data() + column;
    tile.bias = bias_.data() + column;
    tile.columns = static_cast<int32_t>(std::min(kBlockRows, n_ - column));
    tile.activation = static_cast<int32_t>(output.activation);
    tile.y = output.y == nullptr ? nullptr : output.y + row * output.ld + column;
    tile.sums = output.sums == nullptr ? nullptr : output.sums + row * output.ld + column;
    tile.ldy = output.ld;
    kernel.run(tile);
  }
}

void BlockLinear::run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
                      void* workspace) const {
  arrange(x, ldx, m, 0, group_count(m), workspace);
  multiply(workspace, m, 0, tile_count(m), activation, y, ldy);
}

}  // namespace athena::kernels
