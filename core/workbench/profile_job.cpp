// SPDX-License-Identifier: Apache-2.0
#include "core/measure/layer_times.h"
#include "core/measure/model_inputs.h"
#include "core/measure/thread_count.h"
#include "core/workbench/jobs.h"
#include "core/workbench/open_model.h"

namespace athena {

Result<Outcome> run_job(const ProfileRequest& request, JobRun& run) {
  const JobContext& job = run.context();
  if (request.batch < 1) return fail(ErrorCode::InvalidArgument, "The batch must hold at least one sample.");
  ATHENA_ASSIGN(const LoadedModel* model, loaded_model(request.model));
  ATHENA_ASSIGN(const DataHandle data, open_optional_data(request.data, job));
  // Any samples do for timing.
  const std::string split = data ? data->info().splits.front().name : "";
  ATHENA_ASSIGN(const ModelInputs inputs,
                inputs_from(data, split, model->original, request.batch, job.part(0, 0.2)));
  ATHENA_ASSIGN(const Batch batch, inputs.data->read(inputs.split, 0, request.batch));
  ATHENA_ASSIGN(const ThreadCount threads, ThreadCount::set(request.threads));
  ATHENA_ASSIGN(const auto shares,
                layer_time_shares(model->settled, *inputs.data, batch, {}, job.part(0.2, 1)));
  ModelInfo info = model->info;
  for (LayerInfo& layer : info.layers)
    if (const auto found = shares.find(layer.path); found != shares.end()) layer.time_share = found->second;
  return info;
}

}  // namespace athena
