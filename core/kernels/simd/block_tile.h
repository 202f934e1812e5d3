// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/int8_tile.h"

// What the selector hands to a kernel of block-sparse weights: rows of activations times one panel of
// kBlockColumns output channels. Included by per-ISA files, hence plain data only.
namespace athena::kernels::block {

constexpr int32_t kBlockColumns = 16;  // output channels in a block
constexpr int32_t kBlockDepth = 4;     // input channels in a block

/// As int8::Tile, with only the blocks that are kept: `panel` is [blocks][kBlockDepth / k_step][16][k_step],
/// `steps` the number of blocks.
struct Tile : int8::Tile {
  const uint16_t* depths;  // [blocks] rising: the block's first input channel / kBlockDepth
  int32_t lanes;           // 0: `codes` are rows. Else they are [ceil(k / kBlockDepth)][lanes][kBlockDepth]
};

using TileFunction = void (*)(const Tile& tile);

}  // namespace athena::kernels::block
