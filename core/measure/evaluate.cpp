// SPDX-License-Identifier: Apache-2.0
#include "core/measure/evaluate.h"

#include <torch/script.h>

#include <algorithm>

#include "core/data/binding.h"
#include "core/measure/agreement.h"
#include "core/measure/metric_meter.h"

namespace athena {
namespace {

/// A model's method over one data source.
class Runner {
 public:
  static Result<Runner> make(const torch::jit::Module& module, const DataSource& data,
                             const std::string& method) {
    if (const auto found = module.find_method(method)) return Runner(*found, data);
    return fail(ErrorCode::InvalidArgument, "The model has no method '" + method + "'.");
  }

  Result<at::Tensor> operator()(const Batch& batch) const {
    ATHENA_ASSIGN(const c10::IValue result, call_method(method_, *data_, batch));
    return scored_output(result, data_->output());
  }

 private:
  Runner(torch::jit::Method method, const DataSource& data) : method_(std::move(method)), data_(&data) {}

  torch::jit::Method method_;
  const DataSource* data_;
};

using BatchVisitor = std::function<Status(const Batch& batch, std::int64_t first_sample)>;

/// Shows every batch of the split to `visit`; gives the number of samples.
Result<std::int64_t> for_each_batch(const DataSource& data, const EvaluateOptions& options,
                                    const JobContext& job, const BatchVisitor& visit) {
  if (options.batch < 1) return fail(ErrorCode::InvalidArgument, "The batch must hold at least one sample.");
  ATHENA_ASSIGN(std::int64_t samples, data.samples(options.split));
  if (options.max_samples > 0) samples = std::min(samples, options.max_samples);
  const at::NoGradGuard no_grad;
  for (std::int64_t begin = 0; begin < samples; begin += options.batch) {
    ATHENA_TRY(job.poll());
    const std::int64_t end = std::min(samples, begin + options.batch);
    ATHENA_ASSIGN(const Batch batch, data.read(options.split, begin, end));
    ATHENA_TRY(visit(batch, begin));
    job.progress(static_cast<double>(end) / static_cast<double>(samples), "evaluating");
  }
  return samples;
}

Status score(MetricMeter& meter, const at::Tensor& output, const Batch& batch, std::int64_t first_sample) {
  return batch.labels.defined() ? meter.add(output, batch.labels, first_sample) : Status();
}

}  // namespace

Result<Evaluation> evaluate(const torch::jit::Module& module, const DataSource& data,
                            const EvaluateOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const Runner run, Runner::make(module, data, options.method));
  const MeterHandle meter = make_meter(data);
  Evaluation evaluation;
  const auto visit = [&](const Batch& batch, std::int64_t first) -> Status {
    ATHENA_ASSIGN(const at::Tensor output, run(batch));
    if (options.keep_outputs) evaluation.outputs.push_back(output.detach().clone());
    return score(*meter, output, batch, first);
  };
  ATHENA_ASSIGN(evaluation.samples, for_each_batch(data, options, job, visit));
  if (data.has_labels(options.split)) evaluation.scores = meter->result();
  return evaluation;
}

Result<Comparison> compare(const torch::jit::Module& original, const torch::jit::Module& variant,
                           const DataSource& data, const EvaluateOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const Runner run_original, Runner::make(original, data, options.method));
  ATHENA_ASSIGN(const Runner run_variant, Runner::make(variant, data, options.method));
  const MeterHandle original_meter = make_meter(data), variant_meter = make_meter(data);
  AgreementMeter agreement;
  const auto visit = [&](const Batch& batch, std::int64_t first) -> Status {
    ATHENA_ASSIGN(const at::Tensor expected, run_original(batch));
    ATHENA_ASSIGN(const at::Tensor output, run_variant(batch));
    ATHENA_TRY(score(*original_meter, expected, batch, first));
    ATHENA_TRY(score(*variant_meter, output, batch, first));
    return agreement.add(expected, output);
  };
  ATHENA_TRY(for_each_batch(data, options, job, visit));
  Comparison comparison{{}, {}, agreement.result()};
  if (data.has_labels(options.split)) {
    comparison.original = original_meter->result();
    comparison.variant = variant_meter->result();
  }
  comparison.agreement.random_inputs = data.is_random();
  return comparison;
}

Result<Comparison> compare(const Evaluation& original, const torch::jit::Module& variant,
                           const DataSource& data, const EvaluateOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const Runner run, Runner::make(variant, data, options.method));
  const MeterHandle meter = make_meter(data);
  AgreementMeter agreement;
  const auto visit = [&](const Batch& batch, std::int64_t first) -> Status {
    const auto index = static_cast<std::size_t>(first / options.batch);
    if (index >= original.outputs.size())
      return fail(ErrorCode::Internal, "The original's outputs were kept for fewer samples.");
    ATHENA_ASSIGN(const at::Tensor output, run(batch));
    ATHENA_TRY(score(*meter, output, batch, first));
    return agreement.add(original.outputs[index], output);
  };
  ATHENA_TRY(for_each_batch(data, options, job, visit));
  Comparison comparison{original.scores, {}, agreement.result()};
  if (data.has_labels(options.split)) comparison.variant = meter->result();
  comparison.agreement.random_inputs = data.is_random();
  return comparison;
}

}  // namespace athena
