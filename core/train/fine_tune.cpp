// SPDX-License-Identifier: Apache-2.0
#include "core/train/fine_tune.h"

#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/optim/adamw.h>
#include <torch/script.h>

#include <cmath>
#include <set>

#include "core/base/atomic_file.h"
#include "core/data/binding.h"
#include "core/train/checkpoint.h"
#include "core/train/sample_order.h"

namespace athena {
namespace {

Status check_options(const FineTuneOptions& options) {
  if (options.loss != "cross_entropy")
    return fail(ErrorCode::InvalidArgument,
                "There is no loss '" + options.loss + "'; training knows: cross_entropy.");
  if (options.epochs < 1 || options.batch < 1 || options.samples < 0)
    return fail(
        ErrorCode::InvalidArgument,
        "Training needs at least one epoch and one sample in a batch, and a number of samples that is not "
        "negative.");
  if (!(options.lr >= 0) || !(options.weight_decay >= 0))
    return fail(ErrorCode::InvalidArgument, "The learning rate and the weight decay must not be negative.");
  return {};
}

/// A tensor that is tied to several places is one.
std::vector<at::Tensor> trainable_tensors(const torch::jit::Module& module) {
  std::vector<at::Tensor> tensors;
  std::set<const at::TensorImpl*> seen;
  for (const c10::IValue& value : module.attributes(/*recurse=*/true))
    if (value.isTensor() && value.toTensor().requires_grad() &&
        seen.insert(value.toTensor().unsafeGetTensorImpl()).second)
      tensors.push_back(value.toTensor());
  return tensors;
}

Result<at::Tensor> cross_entropy(const at::Tensor& output, const at::Tensor& labels) {
  if (output.dim() != 2 || labels.dim() != 1 || output.size(0) != labels.size(0))
    return fail(ErrorCode::InvalidArgument,
                c10::str("Cross-entropy needs one row of scores per label; the model gives ", output.sizes(),
                         " for labels of ", labels.sizes(), "."));
  const std::int64_t low = labels.min().item<std::int64_t>(), high = labels.max().item<std::int64_t>();
  if (low < 0 || high >= output.size(1))
    return fail(ErrorCode::InvalidArgument, c10::str("Label ", low < 0 ? low : high, " is outside the ",
                                                     output.size(1), " classes that the model scores."));
  return at::cross_entropy_loss(output, labels);
}

class Training {
 public:
  static Result<Training> make(const torch::jit::Module& module, const DataSource& data,
                               const FineTuneOptions& options) {
    ATHENA_TRY(check_options(options));
    ATHENA_ASSIGN(const torch::jit::Method method, method_named(module, options.method));
    ATHENA_ASSIGN(std::int64_t samples, data.samples(options.split));
    if (options.samples > 0) samples = std::min(samples, options.samples);
    if (samples == 0 || !data.has_labels(options.split))
      return fail(ErrorCode::InvalidArgument,
                  "Training needs labelled samples, and '" + options.split + "' has none.");
    std::vector<at::Tensor> tensors = trainable_tensors(module);
    if (tensors.empty())
      return fail(ErrorCode::InvalidArgument, "This model has no weights that can be trained.");
    return Training(method, data, options, samples, std::move(tensors));
  }

  Status resume(std::string_view bytes) {
    ATHENA_ASSIGN(const TrainingState state, read_checkpoint(bytes, identity()));
    if (state.tensors.size() != tensors_.size()) return other_model();
    for (std::size_t i = 0; i < tensors_.size(); ++i)
      if (state.tensors[i].value.sizes() != tensors_[i].sizes()) return other_model();
    const at::NoGradGuard no_grad;
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
      const TrainedTensor& from = state.tensors[i];
      tensors_[i].copy_(from.value);
      if (from.steps == 0) continue;
      auto known = std::make_unique<torch::optim::AdamWParamState>();
      known->step(from.steps);
      known->exp_avg(from.average.clone());
      known->exp_avg_sq(from.squared_average.clone());
      optimizer_.state()[tensors_[i].unsafeGetTensorImpl()] = std::move(known);
    }
    step_ = state.step;
    epoch_loss_ = state.epoch_loss;
    return {};
  }

  std::string checkpoint() {
    TrainingState state{step_, epoch_loss_, {}};
    for (const at::Tensor& tensor : tensors_) {
      state.tensors.push_back({tensor});
      const auto known = optimizer_.state().find(tensor.unsafeGetTensorImpl());
      if (known == optimizer_.state().end()) continue;
      const auto& adamw = static_cast<const torch::optim::AdamWParamState&>(*known->second);
      state.tensors.back() = {tensor, adamw.step(), adamw.exp_avg(), adamw.exp_avg_sq()};
    }
    return write_checkpoint(state, identity());
  }

  bool done() const { return step_ == options_.epochs * steps_per_epoch_; }
  bool at_start_of_epoch() const { return step_ % steps_per_epoch_ == 0; }
  double fraction() const {
    return static_cast<double>(step_) / static_cast<double>(options_.epochs * steps_per_epoch_);
  }
  std::int64_t steps() const { return step_; }
  std::int64_t epoch() const { return step_ / steps_per_epoch_; }
  double mean_loss() const { return epoch_loss_ / static_cast<double>(steps_per_epoch_); }

  /// One batch; gives its loss. On an error the tensors are as they were.
  Result<double> step() {
    if (order_.empty() || at_start_of_epoch()) {
      order_ = sample_order(samples_, options_.seed, epoch());
      if (at_start_of_epoch()) epoch_loss_ = 0;
    }
    const std::int64_t begin = step_ % steps_per_epoch_ * options_.batch;
    const std::int64_t count = std::min(options_.batch, samples_ - begin);
    ATHENA_ASSIGN(const Batch batch,
                  data_->read(options_.split, std::span(order_).subspan(static_cast<std::size_t>(begin),
                                                                        static_cast<std::size_t>(count))));
    optimizer_.zero_grad();
    ATHENA_ASSIGN(const double loss, backward(batch));
    optimizer_.step();
    ++step_;
    epoch_loss_ += loss;
    return loss;
  }

 private:
  Training(torch::jit::Method method, const DataSource& data, const FineTuneOptions& options,
           std::int64_t samples, std::vector<at::Tensor> tensors)
      : method_(std::move(method)),
        data_(&data),
        options_(options),
        samples_(samples),
        steps_per_epoch_((samples + options.batch - 1) / options.batch),
        tensors_(std::move(tensors)),
        optimizer_(tensors_, torch::optim::AdamWOptions(options.lr).weight_decay(options.weight_decay)) {}

  Result<double> backward(const Batch& batch) {
    ATHENA_ASSIGN(const c10::IValue result, call_method(method_, *data_, batch));
    ATHENA_ASSIGN(const at::Tensor output, scored_output(result, data_->output()));
    if (!output.requires_grad())
      return fail(ErrorCode::InvalidArgument,
                  "No weight that can be trained takes part in this model's output.");
    ATHENA_ASSIGN(const at::Tensor loss, loss_of(output, batch.labels));
    const double value = loss.item<double>();
    if (!std::isfinite(value)) return diverged("loss is " + std::to_string(value));
    loss.backward();
    for (const at::Tensor& tensor : tensors_)
      if (tensor.grad().defined() && !at::isfinite(tensor.grad()).all().item<bool>())
        return diverged("gradient is not finite");
    return value;
  }

  /// What the data's own file says, else the recipe's loss.
  Result<at::Tensor> loss_of(const at::Tensor& output, const at::Tensor& labels) const {
    const ScriptHandle script = data_->loss_script();
    if (!script) return cross_entropy(output, labels);
    ATHENA_ASSIGN(const c10::IValue loss, script->call({output, labels}));
    if (loss.isTensor() && loss.toTensor().is_floating_point() && loss.toTensor().requires_grad())
      return loss.toTensor().mean();
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", script->path(), "' gave ", describe_inputs({loss}),
                         " without a gradient. It has to compute the loss from the output, as a tensor."));
  }

  tl::unexpected<Error> diverged(const std::string& how) const {
    return fail(
        ErrorCode::InvalidArgument,
        c10::str("Training diverged: the ", how, " at step ", step_ + 1, " of epoch ", epoch() + 1,
                 ". Use a learning rate below ", options_.lr, ", or look for such values in the data."));
  }

  tl::unexpected<Error> other_model() const {
    return fail(ErrorCode::InvalidArgument,
                "The checkpoint belongs to a model with other weights; start this training without it.");
  }

  std::string identity() const {
    return c10::str("samples ", samples_, ", batch ", options_.batch, ", epochs ", options_.epochs, ", loss ",
                    options_.loss, ", lr ", options_.lr, ", weight decay ", options_.weight_decay, ", seed ",
                    options_.seed, ", method ", options_.method, ", split ", options_.split, ", data ",
                    data_->info().fingerprint, ", ", options_.identity);
  }

  torch::jit::Method method_;
  const DataSource* data_;
  FineTuneOptions options_;
  std::int64_t samples_, steps_per_epoch_;
  std::vector<at::Tensor> tensors_;
  torch::optim::AdamW optimizer_;
  std::vector<std::int64_t> order_;  // of the running epoch's samples
  std::int64_t step_ = 0;            // those that are done
  double epoch_loss_ = 0;
};

}  // namespace

CheckpointSink checkpoint_file(std::string path) {
  return [path = std::move(path)](std::string_view bytes) { return write_file_atomically(path, bytes); };
}

Result<FineTuned> fine_tune(const torch::jit::Module& module, const DataSource& data,
                            const FineTuneOptions& options, const JobContext& job, const CheckpointSink& sink,
                            std::string_view resume_from) {
  // The profiling executor changes its plan, and with it the last bits, after the first runs of a process.
  const torch::jit::GraphOptimizerEnabledGuard plain_interpreter(false);
  const at::AutoGradMode gradients(true);
  ATHENA_ASSIGN(Training training, Training::make(module, data, options));
  if (!resume_from.empty()) ATHENA_TRY(training.resume(resume_from));
  const auto save = [&]() -> Status { return sink ? sink(training.checkpoint()) : Status(); };
  while (!training.done()) {
    if (Status go_on = job.poll(); !go_on) {
      ATHENA_TRY(save());
      return tl::make_unexpected(go_on.error());
    }
    ATHENA_ASSIGN(const double loss, training.step());
    job.point("loss", static_cast<double>(training.steps()), loss);
    job.progress(training.fraction(), "training");
    if (training.at_start_of_epoch()) ATHENA_TRY(save());
  }
  return FineTuned{training.steps(), training.mean_loss()};
}

}  // namespace athena
