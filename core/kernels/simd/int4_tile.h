// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// What the selector hands to a kernel: up to row_tile rows of activations times one panel of column_tile
// output channels. Included by per-ISA files, hence plain data only.
namespace athena::kernels::int4 {

struct Tile {
  const unsigned char* x;    // of the first row: u8 codes, or floats; padded with zeros to whole steps
  ptrdiff_t x_stride;        // bytes from one row to the next
  const float* row_scale;    // [rows]; null where x are floats, like the next two
  const int32_t* row_zero;   // [rows]
  const int32_t* group_sum;  // [rows][group_sum_stride]: sum of the codes of each group
  ptrdiff_t group_sum_stride;
  int32_t rows;  // 1 ... row_tile

  const uint32_t* panel;       // [steps][column_tile]: 8 nibbles along k, in the kernel's order
  const int8_t* unpacked;      // the panel's codes less their zero points, or null; see UnpackFunction
  int64_t steps;               // ceil(k / 8)
  int64_t group_steps;         // steps of a group; the last may have fewer
  const float* group_scale;    // [groups][column_tile]
  const int32_t* group_zero;   // [groups][column_tile], or null where all are 8
  const float* column_offset;  // [column_tile]: sum over groups of scale * sum(w)
  const float* bias;           // [column_tile]
  int32_t columns;             // 1 ... column_tile: how many are stored

  int32_t activation;  // athena::kernels::Activation
  float* y;
  ptrdiff_t ldy;  // elements
};

using TileFunction = void (*)(const Tile& tile);
/// Writes steps * 8 * column_tile bytes, in an order of the kernel's own, for tiles of the same panel: many
/// rows read them sooner than they unpack nibbles again and again.
using UnpackFunction = void (*)(const Tile& tile, int8_t* to);

}  // namespace athena::kernels::int4
