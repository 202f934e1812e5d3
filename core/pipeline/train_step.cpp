// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/train_step.h"

#include <filesystem>

#include "athena/catalogue.h"
#include "core/base/file_descriptor.h"
#include "core/recipe/value.h"
#include "core/train/fine_tune.h"
#include "core/train/training_module.h"

namespace athena {
namespace {

FineTuneOptions fine_tune_options(const Step& step, const TrainStepOptions& options) {
  const Parameters parameters = complete_parameters(*find_method("train", "train"), step.parameters);
  FineTuneOptions tuning;
  tuning.epochs = recipe::checked_value<std::int64_t>(parameters, "epochs");
  tuning.batch = recipe::checked_value<std::int64_t>(parameters, "batch");
  tuning.loss = recipe::checked_value<std::string>(parameters, "loss");
  tuning.samples = recipe::checked_value<std::int64_t>(parameters, "samples");
  tuning.lr = recipe::checked_value<double>(parameters, "optimizer.lr");
  tuning.weight_decay = recipe::checked_value<double>(parameters, "optimizer.weight_decay");
  tuning.seed = static_cast<std::uint64_t>(options.seed);
  tuning.identity = options.identity;
  return tuning;
}

std::vector<TrainingLayer> training_layers(const WorkingModel& model, const JobContext& job) {
  std::vector<TrainingLayer> layers;
  for (std::size_t i = 0; i < model.plan().size(); ++i) {
    const LayerPlan& plan = model.plan()[i];
    const std::string& kind = model.layers()[i].kind;
    const at::Tensor mask = model.mask(plan.path);
    if (plan.scheme == "fp32" && !mask.defined()) continue;
    if (trains_under_scheme(kind)) {
      layers.push_back({plan.path, plan.scheme, plan.scheme_parameters, mask});
      continue;
    }
    if (mask.defined()) layers.push_back({plan.path, "fp32", {}, mask});
    if (plan.scheme != "fp32")
      job.warn("Layer '" + plan.path + "' is of kind " + kind +
               ", which is trained in fp32: training does not see what " + plan.scheme + " will round.");
  }
  return layers;
}

Result<std::string> resumed_state(const TrainStepOptions& options) {
  if (!options.resume) return std::string();
  if (options.checkpoint.empty() || !std::filesystem::exists(options.checkpoint))
    return fail(ErrorCode::NotFound,
                "There is no checkpoint to resume from" +
                    (options.checkpoint.empty() ? "" : " at '" + options.checkpoint + "'") +
                    ". Train without resuming.");
  return read_file(options.checkpoint, std::size_t{1} << 36);
}

}  // namespace

Status train_step(WorkingModel& model, const Step& step, const DataSource& data,
                  const TrainStepOptions& options, std::vector<TrainPoint>& curve, const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Module training,
                training_module(model.module(), training_layers(model, job)));
  ATHENA_ASSIGN(const std::string state, resumed_state(options));
  const CheckpointSink sink =
      options.checkpoint.empty() ? CheckpointSink() : checkpoint_file(options.checkpoint);
  const JobContext heard = job.heard_by([&curve](JobContext::Said said) {
    if (const auto* point = std::get_if<JobSeriesPoint>(&said); point && point->series == "loss")
      curve.push_back({static_cast<std::int64_t>(point->x), point->y});
  });
  ATHENA_TRY(fine_tune(training, data, fine_tune_options(step, options), heard, sink, state));
  ATHENA_ASSIGN(torch::jit::Module trained, trained_module(model.module(), training));
  model.set_module(std::move(trained));
  return {};
}

}  // namespace athena
