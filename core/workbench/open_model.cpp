// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/open_model.h"

#include "core/workbench/jobs.h"

namespace athena {

Result<const LoadedModel*> loaded_model(const ModelHandle& handle) {
  const auto* open = dynamic_cast<const OpenModel*>(handle.get());
  if (!open) return fail(ErrorCode::InvalidArgument, "No model is open. Open one first.");
  return &open->loaded();
}

Result<Outcome> run_job(const OpenRequest& request, JobRun& run) {
  ATHENA_ASSIGN(LoadedModel loaded, load_model(request.path, run.context()));
  for (const std::string& note : loaded.notes) run.context().warn(note);
  return ModelHandle(std::make_shared<OpenModel>(std::move(loaded)));
}

}  // namespace athena
