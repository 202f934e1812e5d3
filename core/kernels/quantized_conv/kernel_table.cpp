// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantized_conv/kernel_table.h"

#include <array>

namespace athena::kernels::qconv {
namespace {

constexpr auto kKernels = std::to_array<Kernel>({
#define X(dense, depthwise, isa, positions, vectors, width) \
  {#dense, #depthwise, Isa::isa, positions, vectors, width, dense, depthwise},
#include "core/kernels/quantized_conv/kernels.inc"
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

}  // namespace athena::kernels::qconv
