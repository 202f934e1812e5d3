// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// What int8_conv hands to its kernels. Included by per-ISA files, hence plain data only.
//
// A cell is 32 bits: the codes of 4 (u8) or 2 (s16) input channels at one position, or, for depthwise, of as
// many neighbouring positions of one channel. The lanes of a vector are neighbouring positions.
namespace athena::kernels::conv {

/// Lanes [first, last) of a vector are outputs; they go to y + offset + lane.
struct Piece {
  ptrdiff_t offset;
  int32_t first, last;
};

struct Tile {
  const unsigned char* cells;  // of the first position
  const ptrdiff_t* offsets;    // [steps], bytes from `cells`
  int64_t steps;
  const int32_t* weights;       // [steps][row_tile], cells of codes of weights
  const float* column_scale;    // [rows]: per output channel, as the next two
  const int32_t* column_sum;    // [rows]
  const float* bias;            // [rows]
  int32_t row_tile, rows;       // output channels: of the kernel, and stored
  int32_t vectors;              // of positions
  const int32_t* piece_starts;  // [vectors + 1], into pieces
  const Piece* pieces;

  float scale;         // of the sample
  int32_t zero_point;  // of the sample; 0 where the codes are less it already
  int32_t activation;  // athena::kernels::Activation
  float* y;
  int32_t* sums;  // where not null, the integer sums go here and y is left alone
  ptrdiff_t ldy;  // elements from one output channel to the next, of y or sums
};

using TileFunction = void (*)(const Tile& tile);

/// Quantizes `count` positions of the channels x[0], x[1], ... and puts them together as cells.
using CellsFunction = void (*)(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                               int32_t* cells);

void words_scalar(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                  int32_t* cells);
void words_avx2(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                int32_t* cells);
void bytes_avx2(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                int32_t* cells);
void bytes_avx512(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point,
                  int32_t* cells);

}  // namespace athena::kernels::conv
