// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int4_linear/kernel_table.h"

#include <array>

namespace athena::kernels::int4 {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
#define X(function, unpack, isa, mode, most_rows, row_tile, column_tile, nibble_order) \
  {#function, Isa::isa, Int4Mode::mode, most_rows, row_tile, column_tile, nibble_order, function, unpack},
#include "core/kernels/int4_linear/kernels.inc"
#undef X
});

}  // namespace

std::span<const Kernel> all_kernels() { return kKernels; }

const Kernel& find_kernel(Isa isa, Int4Mode mode, int64_t m) {
  const Kernel* best = nullptr;
  for (const Kernel& kernel : kKernels)
    if (kernel.isa <= isa && kernel.mode == mode && m <= kernel.most_rows &&
        (best == nullptr || kernel.isa > best->isa))
      best = &kernel;
  return *best;
}

}  // namespace athena::kernels::int4
