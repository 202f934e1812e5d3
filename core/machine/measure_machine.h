// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/machine.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// Describes this machine and measures what `threads` threads of it reach, in about 1.5 seconds. Run it under
/// the exclusive lease. InvalidArgument: less than one thread; those of kernels::active_isa(); Cancelled.
Result<MachineReport> measure_machine(int threads, const JobContext& job);

}  // namespace athena
