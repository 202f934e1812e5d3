// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "athena/catalogue.h"
#include "athena/recipe.h"
#include "core/recipe/format.h"
#include "core/recipe/value.h"

namespace athena {
namespace recipe {
namespace {

std::size_t first_of(const Recipe& recipe, std::initializer_list<std::string_view> verbs, std::size_t from) {
  for (std::size_t i = from; i < recipe.steps.size(); ++i)
    if (std::find(verbs.begin(), verbs.end(), recipe.steps[i].verb) != verbs.end()) return i;
  return recipe.steps.size();
}

/// Index past the last step of a verb; 0 when there is none.
std::size_t after_last(const Recipe& recipe, std::string_view verb) {
  for (std::size_t i = recipe.steps.size(); i > 0; --i)
    if (recipe.steps[i - 1].verb == verb) return i;
  return 0;
}

/// Where a new step goes: quantize after the last pruning and calibration and before what takes the schemes
/// into account (recovery, training); recover behind it; train at the end; prune before everything that must
/// see the masks, and calibrate there too.
std::size_t place_for(const Recipe& recipe, std::string_view verb) {
  if (verb == "quantize")
    return first_of(recipe, {"recover", "train"},
                    std::max(after_last(recipe, "prune"), after_last(recipe, "calibrate")));
  if (verb == "recover") return first_of(recipe, {"train"}, after_last(recipe, "quantize"));
  if (verb == "train") return recipe.steps.size();
  return first_of(recipe, {"quantize", "recover", "train"}, 0);
}

/// The last step of a verb, made at its place where there is none.
Step& step_for(Recipe& recipe, std::string_view verb) {
  std::size_t index = after_last(recipe, verb);
  if (index == 0) {
    index = place_for(recipe, verb) + 1;
    recipe.steps.insert(recipe.steps.begin() + static_cast<std::ptrdiff_t>(index - 1),
                        Step{std::string(verb), {}, {}});
  }
  return recipe.steps[index - 1];
}

bool is_exact(const Rule& rule, const std::string& path) { return rule.kinds.empty() && rule.layers == path; }

/// The kind of a layer is not known here, so a rule with kinds counts as one that may meet it.
bool may_meet(const Rule& rule, const std::string& path) {
  return rule.layers.empty() || glob_matches(rule.layers, path);
}

/// Gives `path` the rule, or none where `by_default` already says it. An exact rule that nothing later
/// overrides is edited in place, so that the table does not jump.
void put(std::vector<Rule>& rules, const std::string& path, const Rule& wanted, bool by_default) {
  const auto exact =
      std::find_if(rules.rbegin(), rules.rend(), [&](const Rule& r) { return is_exact(r, path); });
  const bool last_word = exact != rules.rend() && std::none_of(rules.rbegin(), exact, [&](const Rule& r) {
                           return may_meet(r, path);
                         });
  const bool others = std::any_of(rules.begin(), rules.end(),
                                  [&](const Rule& r) { return !is_exact(r, path) && may_meet(r, path); });
  if (last_word && (!by_default || others)) {
    *exact = wanted;
    return;
  }
  std::erase_if(rules, [&](const Rule& r) { return is_exact(r, path); });
  if (!by_default || others) rules.push_back(wanted);
}

Recipe edited(Recipe recipe, std::string_view verb, const std::vector<std::string>& paths, Rule wanted,
              bool by_default) {
  if (paths.empty() || (by_default && after_last(recipe, verb) == 0)) return recipe;
  Step& step = step_for(recipe, verb);
  for (const auto& path : paths) {
    wanted.layers = path;
    put(step.rules, path, wanted, by_default);
  }
  if (step.rules.empty()) recipe.steps.erase(recipe.steps.begin() + (&step - recipe.steps.data()));
  return recipe;
}

}  // namespace
}  // namespace recipe

Recipe with_scheme(Recipe recipe, const std::vector<std::string>& paths, const std::string& scheme,
                   const Parameters& parameters) {
  const MethodSpec* method = find_method("quantize", scheme);
  if (method && !method->after.empty() && !paths.empty() && recipe::after_last(recipe, method->after) == 0)
    recipe = with_step(std::move(recipe), Step{method->after, {}, {}});
  return recipe::edited(std::move(recipe), "quantize", paths, Rule{"", {}, scheme, parameters},
                        scheme == "fp32");
}

Recipe with_pruning(Recipe recipe, const std::vector<std::string>& paths, const std::string& criterion,
                    const Parameters& parameters) {
  const Value* amount = recipe::find_value(parameters, "amount");
  const auto* real = amount ? std::get_if<double>(amount) : nullptr;
  const auto* whole = amount ? std::get_if<std::int64_t>(amount) : nullptr;
  const bool nothing = (real && *real == 0) || (whole && *whole == 0);
  return recipe::edited(std::move(recipe), "prune", paths, Rule{"", {}, criterion, parameters}, nothing);
}

Recipe with_step(Recipe recipe, Step step) {
  const std::size_t there = recipe::after_last(recipe, step.verb);
  if (there > 0) {
    recipe.steps[there - 1] = std::move(step);
    return recipe;
  }
  const std::size_t place = recipe::place_for(recipe, step.verb);
  recipe.steps.insert(recipe.steps.begin() + static_cast<std::ptrdiff_t>(place), std::move(step));
  return recipe;
}

Recipe with_rule(Recipe recipe, std::string_view verb, Rule rule) {
  recipe::step_for(recipe, verb).rules.push_back(std::move(rule));
  return recipe;
}

}  // namespace athena
