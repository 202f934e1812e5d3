// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/isa.h"

namespace athena::kernels {

/// Whether this CPU has the instructions of `isa` and the operating system keeps their registers.
bool cpu_has(Isa isa);

}  // namespace athena::kernels
