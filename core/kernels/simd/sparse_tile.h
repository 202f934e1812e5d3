// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// What the selector hands to a kernel: up to kLanes rows of activations, a lane each, times the non-zero
// weights of up to kChannels output channels. Included by per-ISA files, hence plain data only.
namespace athena::kernels::sparse {

constexpr int32_t kLanes = 64;      // rows in a tile at most
constexpr int32_t kLaneGroup = 16;  // a tile has whole groups of rows; those beyond the last are zeros
constexpr int32_t kChannels = 128;  // output channels in a panel
constexpr int64_t kChunk = 128;     // input channels whose lanes stay in the first cache: 32 KiB

struct Tile {
  const float* x;  // [k][lanes]
  int32_t lanes;   // kLaneGroup ... kLanes
  int32_t rows;    // lanes that are stored

  int64_t k;
  // Of each chunk, the channels with fewer non-zeros first, so that the processor foresees where a loop over
  // them ends.
  const uint8_t* order;    // [ceil(k / kChunk)][channels]: the channel
  const uint16_t* counts;  // the same order: non-zeros of the chunk in that channel
  const uint8_t* indices;  // the same order, of a channel rising: k less the chunk's first
  const float* values;     // the same order
  const float* bias;       // [channels]
  int32_t channels;        // kept in whole groups of kLaneGroup; those beyond `columns` are empty
  int32_t columns;         // channels that are stored

  int32_t activation;  // athena::kernels::Activation
  float* y;
  ptrdiff_t ldy;  // elements
};

using TileFunction = void (*)(const Tile& tile);

/// to[k][lanes] of a tile, first its lanes [0, kLaneGroup): x's rows as lanes, zeros beyond `rows`.
using ArrangeFunction = void (*)(const float* x, ptrdiff_t ldx, int32_t rows, int64_t k, float* to,
                                 ptrdiff_t lanes);

}  // namespace athena::kernels::sparse
