// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "athena/types/machine.h"

namespace athena::cli {

/// Each layer as it is and in each scheme: measured, predicted, and the layers that a scheme slows down.
void print_layer_speeds(const MachineReport& machine, std::ostream& out);

}  // namespace athena::cli
