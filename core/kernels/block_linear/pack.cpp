// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "core/kernels/block_linear/block_linear.h"
#include "core/kernels/block_linear/kernel_table.h"
#include "core/kernels/int8_linear/check_weights.h"
#include "core/kernels/int8_linear/columns.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

// The block of output channels from n and input channels from k on, zeros where the weights end.
using Block = int8_t[BlockLinear::kBlockRows][BlockLinear::kBlockColumns];

void copy_block(const Int8Weights& weights, int64_t n, int64_t k, Block& to) {
  std::memset(to, 0, sizeof(to));
  const auto columns = static_cast<size_t>(std::min(BlockLinear::kBlockColumns, weights.k - k));
  for (int64_t i = 0; i < std::min(BlockLinear::kBlockRows, weights.n - n); ++i)
    std::memcpy(to[i], weights.values + (n + i) * weights.k + k, columns);
}

bool is_zero(const Block& block) {
  const int8_t* begin = block[0];
  return std::all_of(begin, begin + sizeof(block), [](int8_t value) { return value == 0; });
}

// [16][4] -> [4 / k_step][16][k_step].
void interleave(const Block& block, int64_t k_step, int8_t* to) {
  for (int64_t k = 0; k < BlockLinear::kBlockColumns; k += k_step)
    for (const auto& row : block) {
      std::memcpy(to, row + k, static_cast<size_t>(k_step));
      to += k_step;
    }
}

}  // namespace

Result<BlockLinear> BlockLinear::pack(const Int8Weights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<BlockLinear> BlockLinear::pack(const Int8Weights& weights, Isa isa) {
  ATHENA_TRY(int8::check_weights(weights, isa));
  BlockLinear linear;
  linear.n_ = weights.n;
  linear.k_ = weights.k;
  linear.isa_ = isa;
  Block block;
  linear.first_block_.push_back(0);
  for (int64_t n = 0; n < weights.n; n += kBlockRows) {
    for (int64_t k = 0; k < weights.k; k += kBlockColumns) {
      copy_block(weights, n, k, block);
      if (!is_zero(block)) linear.depths_.push_back(static_cast<uint16_t>(k / kBlockColumns));
    }
    linear.first_block_.push_back(linear.blocks());
  }
  linear.values_ = AlignedBuffer(static_cast<size_t>(linear.blocks()) * sizeof(Block));
  auto* to = linear.values_.as<int8_t>();
  for (int64_t panel = 0; panel < linear.panels(); ++panel)
    for (int64_t i = linear.first_block_[static_cast<size_t>(panel)];
         i < linear.first_block_[static_cast<size_t>(panel + 1)]; ++i, to += sizeof(Block)) {
      copy_block(weights, panel * kBlockRows, linear.depths_[static_cast<size_t>(i)] * kBlockColumns, block);
      interleave(block, linear.kernel(1).k_step, to);
    }
  int8::fill_columns(weights, static_cast<size_t>(linear.panels() * kBlockRows), linear.column_sums_,
                     linear.column_scales_, linear.bias_);
  return linear;
}

}  // namespace athena::kernels
