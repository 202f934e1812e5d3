// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/measure_model.h"

#include "core/base/environment.h"
#include "core/measure/compare_latency.h"
#include "core/measure/evaluate.h"
#include "core/measure/measuring_environment.h"
#include "core/measure/optimized_references.h"
#include "core/pipeline/recover_step.h"
#include "core/workbench/command_line.h"

namespace athena {
namespace {

std::string repeating_command(const std::string& model, const std::string& original, const std::string& data,
                              const MeasureOptions& options, bool accuracy) {
  // `evaluate` wants data; `benchmark` times too.
  const bool only_outputs = accuracy && !options.latency && !data.empty();
  CommandLine line(only_outputs ? "evaluate" : "benchmark");
  line.add(model);
  line.add_option("--against", original);
  line.add_option("--data", data);
  if (!data.empty()) line.add_option("--split", options.split);
  if (options.max_samples > 0) line.add_option("--samples", std::to_string(options.max_samples));
  if (options.latency) {
    line.add_option("--batch", std::to_string(options.latency_batch));
    line.add_option("--threads", std::to_string(options.threads));
  }
  return line.text();
}

void keep_scores(Measurement& measurement, const Scores& scores) {
  measurement.metrics = scores.metrics;
  measurement.per_class = scores.per_class;
  measurement.right = scores.right;
  measurement.accuracy = scores.accuracy();
}

}  // namespace

Result<Measurement> begin_measurement(const std::string& model, const std::string& original,
                                      const std::string& data, const ModelInputs& inputs,
                                      const MeasureOptions& options, bool accuracy) {
  Measurement measurement;
  ATHENA_ASSIGN(measurement.environment, measuring_environment(options.threads));
  measurement.dataset = inputs.data->info().fingerprint;
  measurement.dataset_name = inputs.data->info().name;
  measurement.split = inputs.split;
  measurement.measured_at = utc_now();
  measurement.command = repeating_command(model, original, data, options, accuracy);
  return measurement;
}

std::string seen_by(const Recipe* recipe, const ModelInputs& inputs) {
  if (inputs.data->is_random()) return {};
  if (inputs.split == "train") return "train";
  if (!recipe) return {};
  for (const Step& step : recipe->steps) {
    if (step.verb == "train" && inputs.data->overlap(inputs.split, "train")) return "train";
    if (step.verb != "recover" && step.verb != "calibrate") continue;
    const auto split = calibration_split(*inputs.data);
    if (split && inputs.data->overlap(inputs.split, *split)) return "calibrate";
  }
  return {};
}

Status measure_outputs(Measurement& measurement, const MeasuredPair& pair, const ModelInputs& inputs,
                       const MeasureOptions& options, const JobContext& job) {
  EvaluateOptions how;
  how.split = inputs.split;
  how.batch = options.batch;
  how.max_samples = options.max_samples;
  if (pair.by_itself) {
    ATHENA_ASSIGN(const Evaluation evaluation, evaluate(pair.model, *inputs.data, how, job));
    keep_scores(measurement, evaluation.scores);
    return {};
  }
  ATHENA_ASSIGN(const Comparison comparison, compare(pair.original, pair.model, *inputs.data, how, job));
  keep_scores(measurement, comparison.variant);
  measurement.original_metrics = comparison.original.metrics;
  measurement.original_accuracy = comparison.original.accuracy();
  measurement.agreement = comparison.agreement;
  return {};
}

Status measure_latency(Measurement& measurement, const MeasuredPair& pair, const ModelInputs& inputs,
                       const MeasureOptions& options, JobRun& run, const JobContext& job) {
  CompareLatencyOptions how;
  how.split = inputs.split;
  how.batch = options.latency_batch;
  how.threads = options.threads;
  ATHENA_ASSIGN(const Batch batch, inputs.data->read(inputs.split, 0, how.batch));
  const auto candidates = optimized_references(pair.original, how.method, *inputs.data, batch, job);
  ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
  ATHENA_ASSIGN(measurement.latency,
                compare_latency(pair.model, pair.original, candidates, *inputs.data, how, job));
  return {};
}

}  // namespace athena
