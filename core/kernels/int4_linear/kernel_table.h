// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/kernels/int4_linear/int4_linear.h"
#include "core/kernels/isa.h"
#include "core/kernels/simd/int4_tile.h"

namespace athena::kernels::int4 {

/// Input channels in one word of a panel.
constexpr int64_t kStep = 8;

struct Kernel {
  const char* name;
  Isa isa;
  Int4Mode mode;
  int64_t most_rows;
  int64_t row_tile, column_tile;
  uint32_t nibble_order;
  TileFunction run;
  UnpackFunction unpack;  // may be null
};

#define X(function, ...) void function(const Tile& tile);
#include "core/kernels/int4_linear/kernels.inc"
#undef X
void unpack_16_avx2(const Tile& tile, int8_t* to);
void unpack_64_avx512vnni(const Tile& tile, int8_t* to);

/// All of kernels.inc, for the selector, the tests and the benchmarks.
std::span<const Kernel> all_kernels();

/// The kernel of `isa` and `mode` for m rows; where it has none of its own, the best of those below it.
const Kernel& find_kernel(Isa isa, Int4Mode mode, int64_t m);

}  // namespace athena::kernels::int4
