// SPDX-License-Identifier: Apache-2.0
#include "core/machine/measure_machine.h"
#include "core/measure/model_inputs.h"
#include "core/speed/layer_speeds.h"
#include "core/workbench/jobs.h"
#include "core/workbench/open_model.h"

namespace athena {
namespace {

Status add_layers(MachineReport& report, const MachineRequest& request, const JobContext& job) {
  ATHENA_ASSIGN(const LoadedModel* model, loaded_model(request.model));
  ATHENA_ASSIGN(const DataHandle data, open_optional_data(request.data, job));
  // Any samples do for timing.
  const std::string split = data ? data->info().splits.front().name : "";
  ATHENA_ASSIGN(const ModelInputs inputs,
                inputs_from(data, split, model->original, request.batch, job.part(0, 0.1)));
  ATHENA_ASSIGN(report.layers, measure_layer_speeds(*model, inputs, request.batch, report, job.part(0.1, 1)));
  report.batch = request.batch;
  return {};
}

}  // namespace

Result<Outcome> run_job(const MachineRequest& request, JobRun& run) {
  if (request.batch < 1) return fail(ErrorCode::InvalidArgument, "The batch must hold at least one sample.");
  const JobContext& job = run.context();
  ATHENA_ASSIGN(MachineReport report, measure_machine(request.threads, job.part(0, request.model ? 0.2 : 1)));
  if (request.model) ATHENA_TRY(add_layers(report, request, job.part(0.2, 1)));
  return report;
}

}  // namespace athena
