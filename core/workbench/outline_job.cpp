// SPDX-License-Identifier: Apache-2.0
#include "core/graph/outline.h"
#include "core/workbench/jobs.h"
#include "core/workbench/open_model.h"

namespace athena {

Result<Outcome> run_job(const OutlineRequest& request, JobRun& run) {
  ATHENA_ASSIGN(const OpenModel* open, open_model(request.model));
  ModelOutline result{open->info().hash, {}};
  for (const torch::jit::Method& method : open->loaded().settled.get_methods()) {
    ATHENA_TRY(run.context().poll());
    result.methods.push_back({method.name(), outline(method, open->layers())});
  }
  return result;
}

}  // namespace athena
