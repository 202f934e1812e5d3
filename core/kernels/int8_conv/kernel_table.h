// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/kernels/isa.h"
#include "core/kernels/simd/conv_tile.h"

namespace athena::kernels::conv {

enum class Shape { Dense, Depthwise };

/// How a kernel wants its activations.
enum class Codes { U8, S16 };

struct Kernel {
  const char* name;
  Shape shape;
  Isa isa;
  int64_t row_tile, vectors, width;
  Codes codes;
  CellsFunction cells;
  HalveFunction halve;
  TileFunction run;

  int64_t code_bytes() const { return codes == Codes::U8 ? 1 : 2; }
  /// Codes in a cell of 4 bytes.
  int64_t cell_codes() const { return 4 / code_bytes(); }
};

#define X(function, ...) void function(const Tile& tile);
#include "core/kernels/int8_conv/kernels.inc"
#undef X

/// All of kernels.inc, for the selector, the tests and the benchmarks.
std::span<const Kernel> all_kernels();

/// Each ISA has one kernel of each shape.
const Kernel& find_kernel(Isa isa, Shape shape);

}  // namespace athena::kernels::conv
