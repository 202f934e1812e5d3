// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_conv/kernel_table.h"

#include <array>

namespace athena::kernels::conv {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
#define X(function, shape, isa, row_tile, vectors, width, codes, cells, halve) \
  {#function, Shape::shape, Isa::isa, row_tile, vectors, width, Codes::codes, cells, halve, function},
#include "core/kernels/int8_conv/kernels.inc"
#undef X
});

}  // namespace

std::span<const Kernel> all_kernels() { return kKernels; }

const Kernel& find_kernel(Isa isa, Shape shape) {
  const Kernel* best = nullptr;
  for (const Kernel& kernel : kKernels)
    if (kernel.shape == shape && kernel.isa <= isa && (best == nullptr || kernel.isa > best->isa))
      best = &kernel;
  return *best;
}

}  // namespace athena::kernels::conv
