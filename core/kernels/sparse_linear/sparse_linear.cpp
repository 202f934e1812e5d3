// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/sparse_linear/sparse_linear.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "core/kernels/cpu.h"
#include "core/kernels/sparse_linear/kernel_table.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

using sparse::kChannels, sparse::kChunk, sparse::kLaneGroup, sparse::kLanes;

Status check(const SparseWeights& weights, Isa isa) {
  if (weights.n < 0 || weights.k < 0)
    return fail(ErrorCode::InvalidArgument, "sparse linear: negative size of weights; pass [n, k].");
  if (weights.values == nullptr && weights.n * weights.k > 0)
    return fail(ErrorCode::InvalidArgument, "sparse linear: weights without values; pass [n, k] of them.");
  if (!cpu_has(isa))
    return fail(ErrorCode::NotSupported, "sparse linear: this CPU does not have " + std::string(name(isa)) +
                                             "; pack for one of available_isas().");
  return {};
}

// Rows of a tile, so that the tiles of m rows are as even as whole groups allow.
int64_t tile_rows(int64_t m) {
  return std::max<int64_t>(kLaneGroup,
                           round_up(ceil_div(m, std::max<int64_t>(1, ceil_div(m, kLanes))), kLaneGroup));
}

// Lanes of the tile that begins at row `first`.
int64_t tile_lanes(int64_t m, int64_t first) {
  return std::min(tile_rows(m), round_up(m - first, kLaneGroup));
}

}  // namespace

Result<SparseLinear> SparseLinear::pack(const SparseWeights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<SparseLinear> SparseLinear::pack(const SparseWeights& weights, Isa isa) {
  ATHENA_TRY(check(weights, isa));
  SparseLinear linear;
  linear.n_ = weights.n;
  linear.k_ = weights.k;
  linear.isa_ = isa;
  linear.bias_.resize(static_cast<size_t>(round_up(weights.n, kLaneGroup)));
  if (weights.bias != nullptr) std::copy_n(weights.bias, weights.n, linear.bias_.begin());
  const int64_t size = weights.n * weights.k;
  const auto nonzeros =
      static_cast<size_t>(size - (size == 0 ? 0 : std::count(weights.values, weights.values + size, 0.0f)));
  linear.values_.reserve(nonzeros);
  linear.indices_.reserve(nonzeros);
  linear.nonzeros_.push_back(0);
  for (int64_t first = 0; first < weights.n; first += kChannels) linear.pack_panel(weights, first);
  return linear;
}

void SparseLinear::pack_panel(const SparseWeights& weights, int64_t first) {
  const auto channels = static_cast<size_t>(std::min<int64_t>(kChannels, round_up(n_ - first, kLaneGroup)));
  std::vector<uint16_t> counts(channels);
  std::vector<uint8_t> order(channels);
  for (int64_t begin = 0; begin < k_; begin += kChunk) {
    const int64_t length = std::min(kChunk, k_ - begin);
    const float* chunk = weights.values + first * k_ + begin;
    for (int64_t n = 0; n < std::min<int64_t>(kChannels, n_ - first); ++n)
      counts[static_cast<size_t>(n)] =
          static_cast<uint16_t>(length - std::count(chunk + n * k_, chunk + n * k_ + length, 0.0f));
    std::iota(order.begin(), order.end(), uint8_t{0});
    std::stable_sort(order.begin(), order.end(), [&](uint8_t a, uint8_t b) { return counts[a] < counts[b]; });
    for (const uint8_t n : order) {
      order_.push_back(n);
      counts_.push_back(counts[n]);
      for (int64_t i = 0; counts[n] > 0 && i < length; ++i) {
        if (chunk[n * k_ + i] == 0) continue;
        values_.push_back(chunk[n * k_ + i]);
        indices_.push_back(static_cast<uint8_t>(i));
      }
    }
  }
  nonzeros_.push_back(static_cast<int64_t>(values_.size()));
}

bool SparseLinear::pays(int64_t m) const {
  // A tile of 16 lanes costs the same for fewer rows, while a dense product's time is that of reading the
  // weights and then grows with m.
  const double share = std::min(0.9, 0.13 + 0.026 * static_cast<double>(std::min<int64_t>(m, kLanes)));
  return static_cast<double>(nonzeros()) <= share * static_cast<double>(n_ * k_);
}

size_t SparseLinear::packed_bytes() const {
  return values_.size() * sizeof(float) + indices_.size() +
         counts_.size() * (sizeof(uint16_t) + sizeof(uint8_t)) + nonzeros_.size() * sizeof(int64_t) +
         bias_.size() * sizeof(float);
}

std::string_view SparseLinear::kernel_name(int64_t /*m*/) const { return sparse::find_kernel(isa_).name; }

size_t SparseLinear::workspace_bytes(int64_t m) const {
  return static_cast<size_t>(round_up(m, kLaneGroup) * k_) * sizeof(float);
}

int64_t SparseLinear::group_count(int64_t m) const { return ceil_div(m, kLaneGroup); }

int64_t SparseLinear::group_grain() const { return grain_of(kLaneGroup * k_, kQuantizeGrain); }

void SparseLinear::arrange(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end,
                           void* workspace) const {
  const sparse::Kernel& kernel = sparse::find_kernel(isa_);
  for (int64_t group = begin; group < end; ++group) {
    const int64_t row = group * kLaneGroup, first = row / tile_rows(m) * tile_rows(m);
    float* to = static_cast<float*>(workspace) + first * k_ + (row - first);
    kernel.arrange(x + row * ldx, ldx, static_cast<int32_t>(std::min<int64_t>(kLaneGroup, m - row)), k_, to,
                   tile_lanes(m, first));
  }
}

int64_t SparseLinear::tile_count(int64_t m) const {
  return ceil_div(m, tile_rows(m)) * ceil_div(n_, kChannels);
}

int64_t SparseLinear::tile_grain(int64_t m) const {
  return grain_of(tile_rows(m) * nonzeros() / std::max<int64_t>(1, ceil_div(n_, kChannels)), kMultiplyGrain);
}

void SparseLinear::multiply(const void* workspace, int64_t m, int64_t begin, int64_t end,
                            Activation activation, float* y, int64_t ldy) const {
  const sparse::Kernel& kernel = sparse::find_kernel(isa_);
  const int64_t rows = tile_rows(m), row_tiles = ceil_div(m, rows), chunks = ceil_div(k_, kChunk);
  // Panels are the outer loop: one stays in cache while the rows pass over it.
  for (int64_t index = begin; index < end; ++index) {
    const int64_t panel = index / row_tiles, row = index % row_tiles * rows, column = panel * kChannels;
    const int64_t values = nonzeros_[static_cast<size_t>(panel)];
    sparse::Tile tile{};
    tile.x = static_cast<const float*>(workspace) + row * k_;
    tile.lanes = static_cast<int32_t>(tile_lanes(m, row));
    tile.rows = static_cast<int32_t>(std::min(rows, m - row));
    tile.k = k_;
    tile.order = order_.data() + column * chunks;
    tile.counts = counts_.data() + column * chunks;
    tile.indices = indices_.data() + values;
    tile.values = values_.data() + values;
    tile.bias = bias_.data() + column;
    tile.columns = static_cast<int32_t>(std::min<int64_t>(kChannels, n_ - column));
    tile.channels = static_cast<int32_t>(round_up(tile.columns, kLaneGroup));
    tile.activation = static_cast<int32_t>(activation);
    tile.y = y + row * ldy + column;
    tile.ldy = ldy;
    kernel.run(tile);
  }
}

void SparseLinear::run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
                       void* workspace) const {
  arrange(x, ldx, m, 0, group_count(m), workspace);
  multiply(workspace, m, 0, tile_count(m), activation, y, ldy);
}

}  // namespace athena::kernels
