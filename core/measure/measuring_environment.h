// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/measurement.h"
#include "athena/types/result.h"

namespace athena {

/// This program and the library it runs on: "Athena 0.1.0, LibTorch 2.13.0".
std::string build_description();

/// What figures are measured in now, on this many threads. Errors: those of kernels::active_isa().
Result<Environment> measuring_environment(int threads);

}  // namespace athena
