// SPDX-License-Identifier: Apache-2.0
#include "core/graph/admit.h"
#include "core/graph/runnable_model.h"
#include "core/measure/measure_coverage.h"
#include "core/workbench/jobs.h"
#include "core/workbench/measure_model.h"

namespace athena {
namespace {

Result<RunnableModel> load(const std::string& path, bool trust, const JobContext& job) {
  ATHENA_ASSIGN(const CheckedFile file, admit(path, trust, job));
  return load_runnable(file);
}

}  // namespace

Result<Outcome> run_job(const MeasureRequest& request, JobRun& run) {
  const JobContext& job = run.context();
  ATHENA_ASSIGN(const RunnableModel model, load(request.model, request.trust, job));
  const bool by_itself = request.against.empty();
  ATHENA_ASSIGN(const RunnableModel original, by_itself ? model : load(request.against, request.trust, job));
  ATHENA_ASSIGN(const DataHandle data, open_optional_data(request.data, job));
  const std::int64_t samples = request.options.max_samples > 0 ? request.options.max_samples : kRandomSamples;
  ATHENA_ASSIGN(const ModelInputs inputs,
                inputs_from(data, request.options.split, original.module, samples, job.part(0, 0.1)));
  ATHENA_ASSIGN(Measurement measurement, begin_measurement(request.model, request.against, request.data,
                                                           inputs, request.options, request.accuracy));
  measurement.seen_by = seen_by(nullptr, inputs);
  measurement.file_bytes = model.file_bytes;
  measurement.original_file_bytes = original.file_bytes;

  const MeasuredPair pair{model.module, original.module, by_itself};
  const double timed_from = request.accuracy ? 0.6 : 0.1;
  if (request.accuracy)
    ATHENA_TRY(measure_outputs(measurement, pair, inputs, request.options,
                               job.part(0.1, request.options.latency ? timed_from : 1)));
  ATHENA_ASSIGN(measurement.coverage, measure_coverage(model.module, inputs, request.options.batch, job));
  if (request.options.latency)
    ATHENA_TRY(measure_latency(measurement, pair, inputs, request.options, run, job.part(timed_from, 1)));
  return measurement;
}

}  // namespace athena
