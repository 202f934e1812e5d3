// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "core/kernels/isa.h"
#include "core/kernels/simd/sparse_tile.h"

namespace athena::kernels::sparse {

struct Kernel {
  const char* name;
  Isa isa;
  TileFunction run;
  ArrangeFunction arrange;
};

#define X(function, isa, arrange)  \
  void function(const Tile& tile); \
  void arrange(const float* x, ptrdiff_t ldx, int32_t rows, int64_t k, float* to, ptrdiff_t lanes);
#include "core/kernels/sparse_linear/kernels.inc"
#undef X

/// All of kernels.inc, for the selector, the tests and the benchmarks.
std::span<const Kernel> all_kernels();

/// The kernel of `isa`; where it has none of its own, the best of those below it.
const Kernel& find_kernel(Isa isa);

}  // namespace athena::kernels::sparse
