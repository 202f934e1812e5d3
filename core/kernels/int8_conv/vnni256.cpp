// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/cpu.h"
#include "core/kernels/int8_conv/kernel_table.h"

namespace athena::kernels::conv {
namespace avxvnni {
void run(const Tile& tile);
void depthwise(const Tile& tile);
}  // namespace avxvnni
namespace avx512vl {
void run(const Tile& tile);
void depthwise(const Tile& tile);
}  // namespace avx512vl

void conv_u8s8_f32_4x24_avxvnni(const Tile& tile) {
  static const TileFunction run = cpu_has_vex_vnni() ? avxvnni::run : avx512vl::run;
  run(tile);
}

void depthwise_u8s8_f32_4x64_avxvnni(const Tile& tile) {
  static const TileFunction run = cpu_has_vex_vnni() ? avxvnni::depthwise : avx512vl::depthwise;
  run(tile);
}

}  // namespace athena::kernels::conv
