// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/int8_tile.h"

// What the selector hands to a kernel of 2:4 sparse weights: rows of activations times one panel of output
// channels. Included by per-ISA files, hence plain data only.
namespace athena::kernels::two_four {

/// Of its `panel`, `steps` is the number of packets. A packet is one word of 32 bits a lane with positions,
/// then as many vectors of weights as have their positions in a word. Of two bits a position,
/// kept 4: byte j of the word has, from its low bits on, those of weight j of each vector;
/// kept 2: so does 16-bit half j.
/// The vectors are those of the first step for all columns, then of the next; a step is 2 * kept input
/// channels, 4 weights of whose each 2 are kept in order: weights 2 g and 2 g + 1 of a lane are of group g.
using int8::Tile;
using int8::TileFunction;

constexpr int64_t position_bytes(int64_t lanes) { return 4 * lanes; }
/// Vectors of weights in a packet.
constexpr int64_t vectors(int64_t kept) { return 16 / kept; }
constexpr int64_t packet_bytes(int64_t lanes, int64_t kept) {
  return position_bytes(lanes) + vectors(kept) * lanes * kept;
}
/// Input channels of a packet.
constexpr int64_t packet_depth(int64_t columns, int64_t lanes, int64_t kept) {
  return vectors(kept) / (columns / lanes) * 2 * kept;
}

}  // namespace athena::kernels::two_four
