// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/kernels/isa.h"
#include "core/kernels/quantize/quantize_rows.h"
#include "core/kernels/simd/two_four_tile.h"

namespace athena::kernels::two_four {

struct Kernel {
  const char* name;
  Isa isa;
  int64_t row_tile, column_tile, lanes, kept;
  Codes codes;
  TileFunction run;
};

#define X(function, ...) void function(const Tile& tile);
#include "core/kernels/two_four_linear/kernels.inc"
#undef X

/// All of kernels.inc, for the selector, the tests and the benchmarks.
std::span<const Kernel> all_kernels();

/// The kernel of `isa`; where it has none of its own, the best of those below it.
const Kernel& find_kernel(Isa isa);

}  // namespace athena::kernels::two_four
