// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/kernels/isa.h"
#include "core/kernels/quantize/quantize_rows.h"
#include "core/kernels/simd/block_tile.h"

namespace athena::kernels::block {

/// How a kernel wants the codes of its rows to lie.
enum class Order { Rows, Lanes };

struct Kernel {
  const char* name;
  Isa isa;
  int64_t most_rows;
  int64_t row_tile, k_step;
  Codes codes;
  Order order;
  TileFunction run;
};

#define X(function, ...) void function(const Tile& tile);
#include "core/kernels/block_linear/kernels.inc"
#undef X

/// All of kernels.inc, for the selector, the tests and the benchmarks.
std::span<const Kernel> all_kernels();

/// The kernel of `isa` for m rows; where it has none of its own, the best of those below it.
const Kernel& find_kernel(Isa isa, int64_t m);

}  // namespace athena::kernels::block
