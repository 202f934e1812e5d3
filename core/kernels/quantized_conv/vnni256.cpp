// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/cpu.h"
#include "core/kernels/quantized_conv/kernel_table.h"

namespace athena::kernels::qconv {
namespace avxvnni {
void dense(const DenseTile& tile);
void depthwise(const DepthwiseTile& tile);
}  // namespace avxvnni
namespace avx512vl {
void dense(const DenseTile& tile);
void depthwise(const DepthwiseTile& tile);
}  // namespace avx512vl

void dense_u8s8_u8_6x16_avxvnni(const DenseTile& tile) {
  static const auto run = cpu_has_vex_vnni() ? avxvnni::dense : avx512vl::dense;
  run(tile);
}

void depthwise_u8s8_u8_32_avxvnni(const DepthwiseTile& tile) {
  static const auto run = cpu_has_vex_vnni() ? avxvnni::depthwise : avx512vl::depthwise;
  run(tile);
}

}  // namespace athena::kernels::qconv
