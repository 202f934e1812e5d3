// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include "core/kernels/isa.h"

namespace athena::kernels {

/// Whether this CPU has AVX-VNNI's own encoding. Isa::AvxVnni also runs on a CPU with AVX-512 VNNI and VL, by
/// the same source compiled for that encoding.
bool cpu_has_vex_vnni();

/// Whether this CPU has the instructions of `isa` and the operating system keeps their registers.
bool cpu_has(Isa isa);

/// Whether weights of so many bytes are read from beyond this CPU's L2 cache, call after call.
bool exceeds_l2(size_t bytes);

}  // namespace athena::kernels
