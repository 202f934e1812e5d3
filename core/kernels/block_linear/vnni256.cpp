// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/block_linear/kernel_table.h"
#include "core/kernels/cpu.h"

namespace athena::kernels::block {
namespace avxvnni {
void run(const Tile& tile);
}
namespace avx512vl {
void run(const Tile& tile);
}

void u8s8_f32_block4x16_6x16_avxvnni(const Tile& tile) {
  static const TileFunction run = cpu_has_vex_vnni() ? avxvnni::run : avx512vl::run;
  run(tile);
}

}  // namespace athena::kernels::block
