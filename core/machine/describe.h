// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/machine.h"
#include "athena/types/result.h"

namespace athena {

/// All of a report that needs no measuring. Errors: those of kernels::active_isa().
Result<MachineReport> describe_machine();

}  // namespace athena
