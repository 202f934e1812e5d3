// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/sparse_linear/kernel_table.h"

#include <array>

namespace athena::kernels::sparse {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
#define X(function, isa, arrange) {#function, Isa::isa, function, arrange},
#include "core/kernels/sparse_linear/kernels.inc"
#undef X
});

}  // namespace

std::span<const Kernel> all_kernels() { return kKernels; }

const Kernel& find_kernel(Isa isa) {
  const Kernel* best = &kKernels.front();
  for (const Kernel& kernel : kKernels)
    if (kernel.isa <= isa && kernel.isa > best->isa) best = &kernel;
  return *best;
}

}  // namespace athena::kernels::sparse
