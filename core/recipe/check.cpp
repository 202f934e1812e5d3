// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "athena/recipe.h"
#include "athena/types/pass.h"
#include "core/recipe/format.h"
#include "core/recipe/value.h"
#include "core/recipe/words.h"

namespace athena {
namespace recipe {
namespace {

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::InvalidArgument, std::move(message));
}

Status check_parameters(const MethodSpec& method, const Parameters& parameters) {
  std::vector<std::string> names;
  for (const auto& spec : method.parameters) names.push_back(spec.name);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& [name, value] = parameters[i];
    const auto spec = std::find_if(method.parameters.begin(), method.parameters.end(),
                                   [&](const auto& s) { return s.name == name; });
    if (spec == method.parameters.end()) return bad_word("parameter of " + method.name, name, names);
    // Words of the format without an implementation keep their own message, choices or not.
    const auto* text = std::get_if<std::string>(&value);
    if (text && !spec->choices.empty() &&
        std::find(spec->choices.begin(), spec->choices.end(), *text) == spec->choices.end())
      return bad_word(name, *text, spec->choices);
    ATHENA_TRY(check_value(*spec, value));
    for (std::size_t j = 0; j < i; ++j)
      if (parameters[j].first == name) return invalid(in_quotes(name) + " is given twice.");
  }
  return {};
}

Status check_kinds(const MethodSpec& method, const Rule& rule) {
  bool any = rule.kinds.empty();
  const auto& known = layer_kinds();
  for (const auto& kind : rule.kinds) {
    if (std::find(known.begin(), known.end(), kind) == known.end())
      return bad_word("layer kind", kind, known);
    any = any || serves_kind(method, kind);
  }
  if (!any)
    return invalid(in_quotes(method.name) + " serves layers of kind " + listed(method.kinds) + ", not " +
                   listed(rule.kinds) + ".");
  return {};
}

Status check_step(const Step& step, std::size_t index) {
  const auto& verbs = format_verbs();
  const bool has_rules = !method_key(step.verb).empty();
  if (!has_rules) {
    const auto* method = find_method(step.verb, step.verb);
    std::vector<std::string> done = {"prune", "calibrate", "quantize", "recover", "train"};
    if (!method) {
      const auto known = std::find(verbs.begin(), verbs.end(), step.verb) != verbs.end();
      const auto error = bad_word("step", step.verb, known ? done : verbs);
      return at(place(index, ""), error.value());
    }
    if (!step.rules.empty()) return invalid(place(index, step.verb) + "This step takes no \"rules\".");
    if (auto checked = check_parameters(*method, step.parameters); !checked)
      return at(place(index, step.verb), std::move(checked).error());
    return {};
  }
  if (!step.parameters.empty()) {
    const auto error = bad_word("key", step.parameters[0].first, {"rules"});
    return at(place(index, step.verb), error.value());
  }
  if (step.rules.empty()) return invalid(place(index, step.verb) + "\"rules\" must hold at least one rule.");
  for (std::size_t i = 0; i < step.rules.size(); ++i)
    if (auto checked = check_rule(step.verb, step.rules[i]); !checked)
      return at(place(index, step.verb, i), std::move(checked).error());
  return {};
}

/// Steps that a method of `step` declares must not come earlier than it.
std::vector<std::string> must_follow(const Step& step) {
  std::vector<std::string> verbs;
  for (const auto& method : method_catalogue())
    if (method.step == step.verb) verbs.insert(verbs.end(), method.before.begin(), method.before.end());
  return verbs;
}

/// A method that needs a step before its own finds it there.
Status check_needs(const Recipe& recipe, std::size_t index) {
  const Step& step = recipe.steps[index];
  for (std::size_t i = 0; i < step.rules.size(); ++i) {
    const MethodSpec* method = find_method(step.verb, step.rules[i].method);
    if (!method || method->after.empty()) continue;
    const auto end = recipe.steps.begin() + static_cast<std::ptrdiff_t>(index);
    if (std::none_of(recipe.steps.begin(), end, [&](const Step& s) { return s.verb == method->after; }))
      return invalid(place(index, step.verb, i) + in_quotes(method->name) + " needs a step " +
                     in_quotes(method->after) + " before this one: add it to the recipe, or as --" +
                     method->after + ".");
  }
  return {};
}

Status check_order(const Recipe& recipe) {
  for (std::size_t i = 0; i < recipe.steps.size(); ++i) {
    const auto later = must_follow(recipe.steps[i]);
    for (std::size_t j = 0; j < i; ++j)
      if (std::find(later.begin(), later.end(), recipe.steps[j].verb) != later.end())
        return invalid(place(i, recipe.steps[i].verb) + "This step must come before step " +
                       std::to_string(j + 1) + " (" + recipe.steps[j].verb + "): move it up.");
    ATHENA_TRY(check_needs(recipe, i));
  }
  return {};
}

Status check_passes(const std::vector<std::string>& off) {
  std::vector<std::string> names;
  for (const PassInfo& pass : kPasses) names.emplace_back(pass.name);
  for (const std::string& name : off)
    if (std::find(names.begin(), names.end(), name) == names.end()) return bad_word("pass", name, names);
  return {};
}

}  // namespace

Status check_rule(std::string_view verb, const Rule& rule) {
  const std::string key(method_key(verb));
  const auto names = method_names(verb);
  if (rule.method.empty()) return invalid("A rule needs a \"" + key + "\": " + listed(names) + ".");
  const auto* method = find_method(verb, rule.method);
  if (!method) return bad_word(key, rule.method, names);
  if (rule.layers.empty() && rule.kinds.empty())
    return invalid("A rule needs \"layers\" or \"kinds\"; \"layers\": \"*\" means every layer.");
  ATHENA_TRY(check_kinds(*method, rule));
  return check_parameters(*method, rule.parameters);
}

}  // namespace recipe

Status check_recipe(const Recipe& recipe) {
  if (recipe.seed < 0)
    return fail(ErrorCode::InvalidArgument, "\"seed\" must be a whole number of 0 or more.");
  for (std::size_t i = 0; i < recipe.steps.size(); ++i) ATHENA_TRY(recipe::check_step(recipe.steps[i], i));
  ATHENA_TRY(recipe::check_order(recipe));
  return recipe::check_passes(recipe.passes_off);
}

}  // namespace athena
