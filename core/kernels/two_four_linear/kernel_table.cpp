// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/two_four_linear/kernel_table.h"

#include <array>

namespace athena::kernels::two_four {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
#define X(function, isa, row_tile, column_tile, lanes, kept, codes) \
  {#function, Isa::isa, row_tile, column_tile, lanes, kept, Codes::codes, function},
#include "core/kernels/two_four_linear/kernels.inc"
#undef X
});

}  // namespace

std::span<const Kernel> all_kernels() { return kKernels; }

const Kernel& find_kernel(Isa isa) {
  const Kernel* best = nullptr;
  for (const Kernel& kernel : kKernels)
    if (kernel.isa <= isa && (best == nullptr || kernel.isa > best->isa)) best = &kernel;
  return *best;
}

}  // namespace athena::kernels::two_four
