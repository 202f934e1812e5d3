// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/exit_code.h"
#include "athena/workbench.h"

namespace athena::cli {

/// Measures and prints the figures.
Result<ExitCode> run_measurement(const MeasureRequest& request, bool json);

}  // namespace athena::cli
