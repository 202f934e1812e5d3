// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_model.h"

#include "core/export/verify.h"
#include "core/workbench/jobs.h"

namespace athena {

Result<Outcome> run_job(const VerifyRequest& request, JobRun& run) {
  ATHENA_ASSIGN(VerifyReport report,
                verify_file({request.model, request.against, request.data, request.expected}, run.context()));
  return report;
}

Result<Outcome> run_job(const ExportRequest& request, JobRun& run) {
  ATHENA_ASSIGN(ExportReport report, export_model({request.variant, request.artefact, request.original,
                                                   request.output, request.data},
                                                  run.context()));
  return report;
}

}  // namespace athena
