// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_model.h"

#include "core/export/verify.h"
#include "core/graph/admit.h"
#include "core/workbench/jobs.h"

namespace athena {

Result<Outcome> run_job(const VerifyRequest& request, JobRun& run) {
  for (const std::string& path : {request.model, request.against})
    ATHENA_TRY(admit(path, request.trust, run.context()));
  ATHENA_ASSIGN(VerifyReport report,
                verify_file({request.model, request.against, request.data, request.expected}, run.context()));
  return report;
}

Result<Outcome> run_job(const ExportRequest& request, JobRun& run) {
  for (const std::string& path : {request.artefact, request.original})
    ATHENA_TRY(admit(path, request.trust, run.context()));
  ATHENA_ASSIGN(ExportReport report, export_model({request.variant, request.artefact, request.original,
                                                   request.output, request.data},
                                                  run.context()));
  return report;
}

}  // namespace athena
