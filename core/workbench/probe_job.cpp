// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_inputs.h"
#include "core/graph/code_effects.h"
#include "core/graph/load.h"
#include "core/workbench/jobs.h"

namespace athena {

Result<Outcome> run_job(const ProbeRequest& request, JobRun& run) {
  const JobContext& job = run.context();
  ATHENA_TRY(refuse_code_effects(request.path));
  CheckedFile file;  // the process that asks has checked its archive
  file.path = request.path;
  ATHENA_ASSIGN(const LoadedModel model, load_model(file, job));
  RandomInputOptions options;
  options.samples = 1;
  // Whether it runs is all that counts, not whether these inputs suit it.
  static_cast<void>(make_random_inputs(model.original, options, job));
  return Outcome{};
}

}  // namespace athena
