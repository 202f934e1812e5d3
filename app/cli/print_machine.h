// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "athena/types/machine.h"

namespace athena::cli {

/// The processor, the peak of each instruction set, and how fast it reads.
void print_machine(const MachineReport& machine, std::ostream& out);

}  // namespace athena::cli
