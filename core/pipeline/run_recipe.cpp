// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_recipe.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "athena/recipe.h"
#include "core/base/sha256.h"
#include "core/pipeline/recover_step.h"
#include "core/pipeline/train_step.h"
#include "core/pipeline/working_model.h"

namespace athena {
namespace {

Recipe first_steps(const Recipe& recipe, std::size_t count) {
  Recipe head = recipe;
  head.steps.resize(count);
  return head;
}

/// What a checkpoint belongs to: the model, all that was done to it before and by this training, the data.
std::string identity_of(const LoadedModel& model, const Recipe& recipe, std::size_t step,
                        const DataSource& data) {
  Recipe head = first_steps(recipe, step + 1);
  head.name.clear();
  head.passes_off.clear();
  return sha256(model.info.hash + "\n" + data.info().fingerprint + "\n" + print_recipe(head));
}

Status check_data(const Plan& plan, const DataSource* data) {
  if (plan.needs_data && !data)
    return fail(ErrorCode::InvalidArgument,
                "The recipe trains or calibrates, which needs data. Name a data file or a folder.");
  if (!plan.needs_labels) return {};
  ATHENA_TRY(data->samples("train"));
  if (!data->has_labels("train"))
    return fail(ErrorCode::InvalidArgument, "The recipe trains by labels, and the split 'train' of '" +
                                                data->info().name + "' has none.");
  return {};
}

/// The last step "calibrate"; null: there is none.
const Step* calibration_of(const Recipe& recipe) {
  const auto found = std::find_if(recipe.steps.rbegin(), recipe.steps.rend(),
                                  [](const Step& step) { return step.verb == "calibrate"; });
  return found == recipe.steps.rend() ? nullptr : &*found;
}

/// Steps that run samples take as good as all the time: they share the progress, the rest counts as nothing.
class Shares {
 public:
  explicit Shares(const Recipe& recipe)
      : long_steps_(
            std::count_if(recipe.steps.begin(), recipe.steps.end(),
                          [](const Step& step) { return step.verb == "train" || step.verb == "recover"; })),
        calibrates_(calibration_of(recipe) != nullptr) {}
  JobContext next(const JobContext& job) {
    const double from = before_packing() * static_cast<double>(done_) / static_cast<double>(long_steps_);
    const double to = before_packing() * static_cast<double>(++done_) / static_cast<double>(long_steps_);
    return job.part(from, to);
  }
  JobContext packing(const JobContext& job) const { return job.part(before_packing(), 1); }

 private:
  double before_packing() const {
    const auto steps = static_cast<double>(long_steps_);
    if (long_steps_ == 0) return 0;
    return calibrates_ ? steps / (steps + 1) : 0.95;
  }

  std::int64_t long_steps_ = 0, done_ = 0;
  bool calibrates_ = false;  // while it packs
};

/// One for each reason why layers that the recipe names were left alone.
void add_warnings(PipelineResult& result) {
  std::vector<std::string> reasons;
  std::map<std::string, std::vector<std::string>> paths;
  for (const LayerReport& layer : result.layers) {
    if (layer.scheme != "fp32" || layer.reason.empty() || layer.sparsity > 0 || layer.bytes_after == 0)
      continue;
    if (paths[layer.reason].empty()) reasons.push_back(layer.reason);
    paths[layer.reason].push_back("'" + layer.path + "'");
  }
  for (const std::string& reason : reasons) {
    const std::vector<std::string>& left = paths[reason];
    std::string who = "Layer " + left.front() + " was left as it is. ";
    if (left.size() > 1)
      who = std::to_string(left.size()) + " layers were left as they are, " + left.front() +
            (left.size() == 2 ? " and " : " to ") + left.back() + ". ";
    result.warnings.push_back(who + reason);
  }
}

}  // namespace

Result<PipelineResult> run_recipe(const LoadedModel& model, const Recipe& recipe, const DataSource* data,
                                  const PipelineOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(Plan plan, plan_recipe(recipe, model.info.layers, options.strict));
  ATHENA_TRY(apply_choices(plan.layers, options.choices));
  ATHENA_TRY(check_data(plan, data));
  PipelineResult result;
  WorkingModel working(model);
  Shares shares(recipe);
  std::int64_t trainings = 0;
  for (std::size_t i = 0; i < recipe.steps.size(); ++i) {
    ATHENA_TRY(job.poll());
    const Step& step = recipe.steps[i];
    ATHENA_ASSIGN(Plan so_far, plan_recipe(first_steps(recipe, i + 1), model.info.layers, options.strict));
    ATHENA_TRY(apply_choices(so_far.layers, options.choices));
    if (step.verb == "prune") ATHENA_TRY(working.prune(so_far.layers));
    if (step.verb == "quantize") working.quantize(so_far.layers);
    if (step.verb == "recover") ATHENA_TRY(recover_step(working, step, *data, shares.next(job)));
    if (step.verb != "train") continue;
    TrainStepOptions training;
    training.identity = identity_of(model, recipe, i, *data);
    training.seed = recipe.seed;
    if (!options.checkpoint.empty())
      training.checkpoint = options.checkpoint + (trainings > 0 ? "." + std::to_string(trainings + 1) : "");
    // A later training may not have begun when the first was stopped.
    training.resume = options.resume && (trainings == 0 || std::filesystem::exists(training.checkpoint));
    ++trainings;
    ATHENA_TRY(train_step(working, step, *data, training, result.curve, shares.next(job)));
  }
  if (recipe.steps.empty() || working.plan().empty()) working.quantize(plan.layers);
  const Step* const calibrate = calibration_of(recipe);
  const auto calibration =
      calibrate ? std::optional(WorkingModel::Calibration{*calibrate, *data}) : std::nullopt;
  ATHENA_ASSIGN(WorkingModel::Packed packed,
                working.pack(recipe.passes_off, calibration ? &*calibration : nullptr, shares.packing(job)));
  result.module = std::move(packed.module);
  result.layers = std::move(packed.layers);
  result.passes = std::move(packed.passes);
  add_warnings(result);
  return result;
}

}  // namespace athena
