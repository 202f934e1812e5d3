// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/workbench.h"
#include "core/workbench/lanes.h"

namespace athena {

/// What each request does in its lane. LibTorch's exceptions come through: Workbench translates them.
Result<Outcome> run_job(const OpenRequest& request, JobRun& run);
Result<Outcome> run_job(const ProfileRequest& request, JobRun& run);
Result<Outcome> run_job(const OutlineRequest& request, JobRun& run);
Result<Outcome> run_job(const WeightsRequest& request, JobRun& run);
Result<Outcome> run_job(const CompressRequest& request, JobRun& run);
Result<Outcome> run_job(const MeasureRequest& request, JobRun& run);
Result<Outcome> run_job(const VerifyRequest& request, JobRun& run);
Result<Outcome> run_job(const ExportRequest& request, JobRun& run);
Result<Outcome> run_job(const ProbeRequest& request, JobRun& run);
Result<Outcome> run_job(const MachineRequest& request, JobRun& run);

}  // namespace athena
