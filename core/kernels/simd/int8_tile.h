// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// What the selector hands to a kernel: up to row_tile rows of quantized activations times one panel of
// column_tile output channels. Included by per-ISA files, hence plain data only.
namespace athena::kernels::int8 {

struct Tile {
  const unsigned char* codes;  // of the first row
  ptrdiff_t code_stride;       // bytes from one row to the next
  const float* row_scale;      // [rows]
  const int32_t* row_zero;     // [rows]
  int32_t rows;                // 1 ... row_tile

  const int8_t* panel;        // [steps][column_tile][k_step]
  int64_t steps;              // ceil(k / k_step)
  const int32_t* column_sum;  // [column_tile], padded like the rest of the panel
  const float* column_scale;  // [column_tile]
  const float* bias;          // [column_tile]
  int32_t columns;            // 1 ... column_tile: how many are stored

  int32_t activation;  // athena::kernels::Activation
  float* y;
  int32_t* sums;  // where not null, the integer sums go here and y is left alone
  ptrdiff_t ldy;  // elements, of y or sums
};

using TileFunction = void (*)(const Tile& tile);

}  // namespace athena::kernels::int8
