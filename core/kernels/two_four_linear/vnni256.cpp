// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/cpu.h"
#include "core/kernels/two_four_linear/kernel_table.h"

namespace athena::kernels::two_four {
namespace avxvnni {
void run(const Tile& tile);
}
namespace avx512vl {
void run(const Tile& tile);
}

void u8s8_f32_2of4_4x16_avxvnni(const Tile& tile) {
  static const TileFunction run = cpu_has_vex_vnni() ? avxvnni::run : avx512vl::run;
  run(tile);
}

}  // namespace athena::kernels::two_four
