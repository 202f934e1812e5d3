// SPDX-License-Identifier: Apache-2.0
#include "core/measure/evaluate.h"

#include <torch/script.h>

#include <utility>

#include "core/data/binding.h"
#include "core/data/each_batch.h"
#include "core/measure/agreement.h"
#include "core/measure/metric_meter.h"

namespace athena {
namespace {

/// A model's method over one data source.
class Runner {
 public:
  static Result<Runner> make(const torch::jit::Module& module, const DataSource& data,
                             const std::string& method) {
    ATHENA_ASSIGN(torch::jit::Method found, method_named(module, method));
    return Runner(std::move(found), data);
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

Result<std::int64_t> evaluate_each(const DataSource& data, const EvaluateOptions& options,
                                   const JobContext& job, const BatchVisitor& visit) {
  return for_each_batch(data, {options.split, options.batch, options.max_samples}, job, "evaluating", visit);
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
  ATHENA_ASSIGN(evaluation.samples, evaluate_each(data, options, job, visit));
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
  ATHENA_TRY(evaluate_each(data, options, job, visit));
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
  ATHENA_TRY(evaluate_each(data, options, job, visit));
  Comparison comparison{original.scores, {}, agreement.result()};
  if (data.has_labels(options.split)) comparison.variant = meter->result();
  comparison.agreement.random_inputs = data.is_random();
  return comparison;
}

}  // namespace athena
