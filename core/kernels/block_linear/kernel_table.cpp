// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/block_linear/kernel_table.h"

#include <array>

namespace athena::kernels::block {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
#define X(function, isa, most_rows, row_tile, k_step, codes, order) \
  {#function, Isa::isa, most_rows, row_tile, k_step, Codes::codes, Order::order, function},
#include "core/kernels/block_linear/kernels.inc"
#undef X
});

}  // namespace

std::span<const Kernel> all_kernels() { return kKernels; }

const Kernel& find_kernel(Isa isa, int64_t m) {
  const Kernel* best = nullptr;
  for (const Kernel& kernel : kKernels)
    if (kernel.isa <= isa && m <= kernel.most_rows && (best == nullptr || kernel.isa > best->isa))
      best = &kernel;
  return *best;
}

}  // namespace athena::kernels::block
