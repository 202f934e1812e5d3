// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/environment.h"
#include "core/graph/known_files.h"
#include "core/graph/runnable_model.h"
#include "core/measure/coverage.h"
#include "core/measure/measure_coverage.h"
#include "core/measure/measuring_environment.h"
#include "core/pipeline/run_recipe.h"
#include "core/workbench/before_run.h"
#include "core/workbench/jobs.h"
#include "core/workbench/measure_model.h"
#include "core/workbench/open_model.h"

namespace athena {
namespace {

constexpr double kTimedShare = 0.1, kRecipeShare = 0.6, kOutputsShare = 0.25;  // of the job's progress

/// What can be known to fail before hours of training.
Status check_request(const CompressRequest& request) {
  const bool trains = std::any_of(request.recipe.steps.begin(), request.recipe.steps.end(),
                                  [](const Step& step) { return step.verb == "train"; });
  if (trains && request.measure && request.options.split == "train")
    return fail(
        ErrorCode::InvalidArgument,
        "The recipe trains on the split 'train', so nothing can be measured on it. Measure on 'test'.");
  ATHENA_TRY(AtomicFile::create(request.output));  // leaves nothing behind
  return {};
}

Variant describe(const CompressRequest& request, const LoadedModel& model, PipelineResult& made,
                 const RunnableModel& saved) {
  Variant variant;
  variant.name = request.recipe.name;
  variant.model_hash = model.info.hash;
  variant.recipe = request.recipe;
  variant.build = build_description();
  variant.created_at = utc_now();
  variant.artefact = saved.hash;
  variant.file_bytes = saved.file_bytes;
  variant.layers = std::move(made.layers);
  variant.passes = std::move(made.passes);
  variant.curve = std::move(made.curve);
  return variant;
}

/// Measures the file that was saved, as it is when it is loaded anew.
Status measure(Variant& variant, const CompressRequest& request, const LoadedModel& model,
               const RunnableModel& saved, const ModelInputs& inputs, JobRun& run) {
  const JobContext& job = run.context();
  ATHENA_ASSIGN(Measurement measurement, begin_measurement(request.output, model.info.path, request.data,
                                                           inputs, request.options, /*accuracy=*/true));
  measurement.seen_by = seen_by(&request.recipe, inputs);
  measurement.file_bytes = saved.file_bytes;
  measurement.original_file_bytes = model.info.file_bytes;
  const MeasuredPair pair{saved.module, model.original};
  const double timed_from = kRecipeShare + kOutputsShare;
  reset_coverage(saved.module);
  ATHENA_TRY(measure_outputs(measurement, pair, inputs, request.options, job.part(kRecipeShare, timed_from)));
  add_coverage(variant.layers, saved.module, measurement.dataset_name);
  ATHENA_ASSIGN(measurement.coverage,
                measure_coverage(variant.layers, saved.module, inputs, request.options.batch, job));
  if (request.options.latency)
    ATHENA_TRY(measure_latency(measurement, pair, inputs, request.options, run, job.part(timed_from, 1)));
  variant.measurements.push_back(std::move(measurement));
  return {};
}

/// Nothing where none is wanted, and where neither data is given nor inputs can be made up.
Result<std::optional<ModelInputs>> inputs_to_measure_on(const CompressRequest& request,
                                                        const LoadedModel& model, const DataHandle& data,
                                                        const JobContext& job) {
  if (!request.measure) return std::nullopt;
  const std::int64_t samples = request.options.max_samples > 0 ? request.options.max_samples : kRandomSamples;
  auto inputs = inputs_from(data, request.options.split, model.original, samples, job.part(0, 0));
  if (inputs) return *std::move(inputs);
  if (data || inputs.error().code != ErrorCode::InvalidArgument) return tl::make_unexpected(inputs.error());
  job.warn("Nothing was measured. " + inputs.error().message);
  return std::nullopt;
}

}  // namespace

Result<Outcome> run_job(const CompressRequest& request, JobRun& run) {
  const JobContext& job = run.context();
  ATHENA_ASSIGN(const LoadedModel* model, loaded_model(request.model));
  ATHENA_TRY(check_request(request));
  ATHENA_ASSIGN(const DataHandle data, open_optional_data(request.data, job));
  ATHENA_ASSIGN(const std::optional<ModelInputs> inputs, inputs_to_measure_on(request, *model, data, job));
  ATHENA_ASSIGN(SchemeChoices choices, time_before_run(request, *model, data, inputs, run));
  ATHENA_ASSIGN(PipelineResult made,
                run_recipe(*model, request.recipe, data.get(),
                           {request.strict, request.checkpoint, request.resume, std::move(choices)},
                           job.part(kTimedShare, kRecipeShare)));
  for (const std::string& warning : made.warnings) job.warn(warning);

  ATHENA_ASSIGN(AtomicFile file, AtomicFile::create(request.output));
  ATHENA_TRY(save_module(made.module, file.temporary_path(), model->extra_files));
  made.module = torch::jit::Module();  // what was saved takes its place in memory
  ATHENA_ASSIGN(const RunnableModel saved, load_runnable(file.temporary_path(), job));
  remember_file(saved.hash);  // it runs what the model runs, which was admitted
  Variant variant = describe(request, *model, made, saved);
  if (inputs) ATHENA_TRY(measure(variant, request, *model, saved, *inputs, run));
  ATHENA_TRY(job.poll());
  ATHENA_TRY(file.commit());
  job.progress(1, "done");
  return variant;
}

}  // namespace athena
