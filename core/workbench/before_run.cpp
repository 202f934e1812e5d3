// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/before_run.h"

#include <algorithm>

#include "athena/recipe.h"
#include "core/measure/thread_count.h"
#include "core/pipeline/confirm_choices.h"
#include "core/runtime/scheme.h"

namespace athena {
namespace {

/// A warning should not hold up the run.
constexpr TimeSchemesOptions kShort{.budget_ms = 300, .min_turns = 3, .max_turns = 21};

bool asks_for_auto(const Plan& plan) {
  return std::any_of(plan.layers.begin(), plan.layers.end(),
                     [](const LayerPlan& layer) { return layer.scheme == kAuto; });
}

/// Without those whose speed is that of the zeros, or of the codes, that the recipe has yet to make.
std::map<std::string, LayerScheme> explicit_schemes(const Plan& plan) {
  std::map<std::string, LayerScheme> schemes;
  for (const LayerPlan& layer : plan.layers)
    if (const auto scheme = scheme_named(layer.scheme); scheme && is_timed_alone(*scheme))
      schemes[layer.path] = {layer.scheme, layer.scheme_parameters};
  return schemes;
}

Result<ModelInputs> inputs_to_time(const std::optional<ModelInputs>& inputs, const CompressRequest& request,
                                   const LoadedModel& model, const DataHandle& data, const JobContext& job) {
  if (inputs) return *inputs;
  const std::string split = data ? data->info().splits.front().name : "";
  return inputs_from(data, split, model.original, request.options.latency_batch, job.part(0, 0));
}

}  // namespace

Result<SchemeChoices> time_before_run(const CompressRequest& request, const LoadedModel& model,
                                      const DataHandle& data, const std::optional<ModelInputs>& inputs,
                                      JobRun& run) {
  const JobContext& job = run.context();
  ATHENA_ASSIGN(const Plan plan, plan_recipe(request.recipe, model.info.layers, request.strict));
  const bool chooses = asks_for_auto(plan), warns = inputs && request.options.latency;
  SchemeChoices choices;
  if (!chooses && !warns) return choices;
  ATHENA_ASSIGN(const ModelInputs timed, inputs_to_time(inputs, request, model, data, job));
  ATHENA_ASSIGN(const Batch batch, timed.data->read(timed.split, 0, request.options.latency_batch));
  ATHENA_ASSIGN(const ExclusiveLease lease, run.exclusive());
  ATHENA_ASSIGN(const ThreadCount threads, ThreadCount::set(request.options.threads));
  if (chooses) {
    ATHENA_ASSIGN(choices, choose_schemes(model.settled, model.info.layers, plan.layers, *timed.data, batch,
                                          job.part(0, 0.04)));
    ATHENA_ASSIGN(choices, confirm_choices(model, plan.layers, request.recipe.passes_off, choices,
                                           *timed.data, batch, job.part(0.04, 0.05)));
  }
  if (!warns) return choices;
  const std::map<std::string, LayerScheme> schemes = explicit_schemes(plan);
  ATHENA_ASSIGN(const auto times,
                time_schemes(model.settled, schemes, *timed.data, batch, kShort, job.part(0.05, 0.1)));
  for (const std::string& sentence : slower_layers(schemes, times)) job.warn(sentence);
  return choices;
}

}  // namespace athena
