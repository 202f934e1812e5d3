// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// What int8_conv hands to its kernels. Included by per-ISA files, hence plain data only.
//
// A cell is 32 bits: the codes of 4 (u8) or 2 (s16) channels at one position; the lanes of a vector are
// neighbouring positions. A dense kernel's cell of weights holds those of as many input channels at one tap,
// a depthwise kernel's those of one channel at as many taps.
namespace athena::kernels::conv {

/// The lanes of a vector that are outputs: they follow each other in y from `start` on.
struct Kept {
  ptrdiff_t start;
  uint32_t lanes;  // bits
  int32_t count;
};

struct Tile {
  const unsigned char* cells;  // of the first position
  const ptrdiff_t* offsets;    // bytes from `cells`: dense [steps], depthwise [steps][codes of a cell]
  int64_t steps;
  int64_t taps;               // depthwise: how many offsets count
  const int32_t* weights;     // [steps][row_tile]
  const float* column_scale;  // [row_tile]: per output channel, as the next two
  const int32_t* column_sum;  // [row_tile]
  const float* bias;          // [row_tile]
  int32_t row_tile, rows;     // output channels: of the kernel, and stored
  int32_t vectors;            // of positions
  const Kept* kept;           // [vectors]
  bool whole;                 // all lanes of all vectors are outputs

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
/// to[i] = from[2 i]; up to kHalveSlack cells behind the last may be read.
constexpr int64_t kHalveSlack = 32;
using HalveFunction = void (*)(const int32_t* from, int64_t count, int32_t* to);

#define ATHENA_DECLARE_CELLS(name) \
  void name(const float* const* x, int64_t count, float inverse_scale, int32_t zero_point, int32_t* cells);
ATHENA_DECLARE_CELLS(words_scalar)
ATHENA_DECLARE_CELLS(words_avx2)
ATHENA_DECLARE_CELLS(bytes_avx2)
ATHENA_DECLARE_CELLS(bytes_avx512)
// The same of 4 channels of numbers that may lie anywhere; NaN gives the zero point.
ATHENA_DECLARE_CELLS(static_bytes_scalar)
ATHENA_DECLARE_CELLS(static_bytes_avx2)
ATHENA_DECLARE_CELLS(static_bytes_avx512)
#undef ATHENA_DECLARE_CELLS

void halve_scalar(const int32_t* from, int64_t count, int32_t* to);
void halve_avx2(const int32_t* from, int64_t count, int32_t* to);
void halve_avx512(const int32_t* from, int64_t count, int32_t* to);

}  // namespace athena::kernels::conv
