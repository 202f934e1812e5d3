// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/cpu.h"

namespace athena::kernels {

bool cpu_has_vex_vnni() { return true; }

bool cpu_has(Isa /*isa*/) { return true; }

}  // namespace athena::kernels
