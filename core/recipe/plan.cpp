// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "athena/recipe.h"
#include "core/recipe/format.h"
#include "core/recipe/value.h"
#include "core/recipe/words.h"

namespace athena {
namespace recipe {
namespace {

bool meets(const Rule& rule, const LayerInfo& layer) {
  if (!rule.layers.empty() && !glob_matches(rule.layers, layer.path)) return false;
  return rule.kinds.empty() ||
         std::find(rule.kinds.begin(), rule.kinds.end(), layer.kind) != rule.kinds.end();
}

/// Why the method can't serve the layer; empty when it can. A method that changes nothing serves every layer.
std::string refusal(const MethodSpec& method, const LayerInfo& layer) {
  if (method.name == "fp32") return "";
  if (layer.sites.empty()) return layer.reason.empty() ? "No operation uses this weight." : layer.reason;
  if (!serves_kind(method, layer.kind))
    return method.name + " serves layers of kind " + listed(method.kinds) + ", not " + layer.kind + ".";
  if (!layer.compressible) return layer.reason.empty() ? "This layer can't be compressed." : layer.reason;
  return "";
}

/// The scheme's parameters, and how the layer was pruned before.
Parameters with_pruning(const LayerPlan& plan) {
  Parameters all = plan.scheme_parameters;
  if (plan.criterion.empty()) return all;
  all.insert(all.end(), plan.prune_parameters.begin(), plan.prune_parameters.end());
  all.emplace_back("criterion", plan.criterion);
  return all;
}

void apply(const MethodSpec& method, const Rule& rule, const LayerInfo& layer, LayerPlan& plan) {
  plan.reason.clear();
  const Parameters parameters = complete_parameters(method, rule.parameters);
  if (method.step == "quantize") {
    plan.scheme = method.name;
    plan.scheme_parameters = parameters;
    plan.predicted_bytes =
        method.predicted_bytes ? method.predicted_bytes(layer, with_pruning(plan)) : layer.bytes;
    return;
  }
  const Value* amount = find_value(parameters, "amount");
  const bool nothing = amount && std::get<double>(*amount) == 0;  // how a later rule takes pruning away
  plan.criterion = nothing ? "" : method.name;
  plan.prune_parameters = nothing ? Parameters{} : parameters;
}

tl::unexpected<Error> met_nothing(const Rule& rule, const std::vector<LayerInfo>& layers) {
  if (rule.layers.empty())
    return fail(ErrorCode::InvalidArgument, "The model has no layer of kind " + listed(rule.kinds) + ".");
  const bool there = std::any_of(layers.begin(), layers.end(),
                                 [&](const auto& layer) { return glob_matches(rule.layers, layer.path); });
  if (there)
    return fail(ErrorCode::InvalidArgument, "No layer that matches " + in_quotes(rule.layers) +
                                                " is of kind " + listed(rule.kinds) + ".");
  if (has_wildcard(rule.layers))
    return fail(ErrorCode::InvalidArgument, "No layer of the model matches " + in_quotes(rule.layers) + ".");
  std::vector<std::string> paths;
  for (const auto& layer : layers) paths.push_back(layer.path);
  const std::string nearest = did_you_mean(rule.layers, paths);
  return fail(ErrorCode::NotFound,
              "The model has no layer " + in_quotes(rule.layers) + "." +
                  (nearest.empty() ? " `athena-cli info` lists its layers." : " " + nearest));
}

Status apply_rule(const Rule& rule, std::string_view verb, const std::vector<LayerInfo>& layers, bool strict,
                  std::vector<LayerPlan>& plans) {
  const MethodSpec& method = *find_method(verb, rule.method);
  const bool exact = !rule.layers.empty() && !has_wildcard(rule.layers);
  std::size_t met = 0, served = 0;
  std::string first_refusal;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!meets(rule, layers[i])) continue;
    ++met;
    const std::string why = refusal(method, layers[i]);
    if (why.empty()) {
      ++served;
      apply(method, rule, layers[i], plans[i]);
      continue;
    }
    if (exact) return fail(ErrorCode::InvalidArgument, "Layer " + in_quotes(layers[i].path) + ": " + why);
    if (strict)
      return fail(ErrorCode::Unmet, "Layer " + in_quotes(layers[i].path) + " would be skipped: " + why);
    plans[i].reason = why;
    if (first_refusal.empty()) first_refusal = in_quotes(layers[i].path) + ": " + why;
  }
  if (met == 0) return met_nothing(rule, layers);
  if (served == 0)
    return fail(ErrorCode::InvalidArgument,
                "The rule serves none of the " + std::to_string(met) + " layers it names; " + first_refusal);
  return {};
}

std::vector<LayerPlan> untouched(const std::vector<LayerInfo>& layers) {
  std::vector<LayerPlan> plans(layers.size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    plans[i].path = layers[i].path;
    plans[i].bytes = plans[i].predicted_bytes = layers[i].bytes;
  }
  return plans;
}

Status apply_step(const Step& step, std::size_t index, const std::vector<LayerInfo>& layers, bool strict,
                  std::vector<LayerPlan>& plans) {
  for (std::size_t i = 0; i < step.rules.size(); ++i)
    if (auto applied = apply_rule(step.rules[i], step.verb, layers, strict, plans); !applied)
      return at(place(index, step.verb, i), std::move(applied).error());
  return {};
}

/// What a scheme makes of a layer's weight, by name: layers that share a weight store it once where this is
/// the same. int8-weight and int8-dynamic store the same values; one group or another does not.
std::string stored_as(const LayerInfo& layer, const LayerPlan& plan) {
  if (layer.kind != "Linear" && layer.kind != "Embedding" && layer.kind != "EmbeddingBag") return layer.path;
  std::string name = plan.scheme.substr(0, plan.scheme.find('-'));
  for (const auto& [parameter, value] : plan.scheme_parameters)
    name += "," + parameter + "=" + value_text(value);
  return name;
}

/// A storage that several layers share is counted once as it is, and stays in the file as long as one of them
/// is left alone; so is what they store packed.
void add_totals(const std::vector<LayerInfo>& layers, Plan& plan) {
  std::set<std::pair<std::string, std::string>> kept;  // owner, how it is stored
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const bool tied = !layers[i].tied_to.empty();
    const bool left = plan.layers[i].scheme == "fp32";
    const auto owner = tied ? layers[i].tied_to : layers[i].path;
    if (!tied) plan.bytes += layers[i].bytes;
    const bool first = kept.emplace(owner, left ? "" : stored_as(layers[i], plan.layers[i])).second;
    if (left)
      plan.predicted_bytes += first ? layers[i].bytes : 0;
    else
      plan.predicted_bytes += first ? plan.layers[i].predicted_bytes : layers[i].bias_bytes;
  }
}

void add_needs(const MethodSpec* method, Plan& plan) {
  if (!method) return;
  plan.needs_data = plan.needs_data || method->needs_data;
  plan.needs_labels = plan.needs_labels || method->needs_labels;
}

/// The reasons of one step beside those of the steps before it.
std::string joined(const std::string& before, const std::string& now) {
  if (before.empty() || before == now) return now;
  return now.empty() ? before : before + " " + now;
}

}  // namespace
}  // namespace recipe

Result<Plan> plan_recipe(const Recipe& recipe, const std::vector<LayerInfo>& layers, bool strict) {
  ATHENA_TRY(check_recipe(recipe));
  Plan plan;
  plan.layers = recipe::untouched(layers);
  for (std::size_t i = 0; i < recipe.steps.size(); ++i) {
    const Step& step = recipe.steps[i];
    std::vector<std::string> reasons;
    for (auto& layer : plan.layers) reasons.push_back(std::exchange(layer.reason, ""));
    ATHENA_TRY(recipe::apply_step(step, i, layers, strict, plan.layers));
    for (std::size_t j = 0; j < layers.size(); ++j)
      plan.layers[j].reason = recipe::joined(reasons[j], plan.layers[j].reason);
    recipe::add_needs(find_method(step.verb, step.verb), plan);
    for (const auto& rule : step.rules) recipe::add_needs(find_method(step.verb, rule.method), plan);
  }
  recipe::add_totals(layers, plan);
  return plan;
}

Result<std::vector<LayerPlan>> plan_step(const Recipe& recipe, std::size_t step,
                                         const std::vector<LayerInfo>& layers, bool strict) {
  ATHENA_TRY(check_recipe(recipe));
  if (step >= recipe.steps.size())
    return fail(ErrorCode::InvalidArgument, "The recipe has " + std::to_string(recipe.steps.size()) +
                                                " steps; there is no step " + std::to_string(step + 1) + ".");
  auto plans = recipe::untouched(layers);
  ATHENA_TRY(recipe::apply_step(recipe.steps[step], step, layers, strict, plans));
  return plans;
}

}  // namespace athena
