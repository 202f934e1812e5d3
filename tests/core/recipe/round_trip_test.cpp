// SPDX-License-Identifier: Apache-2.0
// Random recipes and damaged texts. rapidcheck prints its seed ("Using configuration: seed=..."); replay with
// RC_PARAMS="seed=...".
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "athena/catalogue.h"
#include "athena/types/pass.h"
#include "core/recipe/format.h"
#include "tests/core/recipe/helpers.h"

namespace athena {
namespace {

rc::Gen<std::string> utf8_text() {
  static const std::vector<std::string> characters = {"a", "Z", "9", ".", "*", "?",  "\"", "\\", "\n",  "\t",
                                                      "/", "@", "=", " ", "ä", "漢", "😀",  "{",  "\x01"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(characters)),
                      [](const std::vector<std::string>& parts) {
                        std::string text;
                        for (const auto& part : parts) text += part;
                        return text;
                      });
}

Value random_value(const ParameterSpec& spec) {
  const std::int64_t low = static_cast<std::int64_t>(spec.minimum.value_or(0));
  const std::int64_t high = static_cast<std::int64_t>(spec.maximum.value_or(100));
  if (!spec.choices.empty()) {
    const std::string choice = *rc::gen::elementOf(spec.choices);
    if (std::holds_alternative<std::string>(spec.default_value)) return choice;
    return std::int64_t{std::stoll(choice)};
  }
  if (std::holds_alternative<bool>(spec.default_value)) return *rc::gen::arbitrary<bool>();
  if (std::holds_alternative<std::int64_t>(spec.default_value))
    return *rc::gen::inRange<std::int64_t>(low, high + 1);
  const auto part = *rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 53);
  const double least = spec.minimum.value_or(0), most = spec.maximum.value_or(100);
  return least + (most - least) * std::ldexp(static_cast<double>(part), -53);
}

Parameters random_parameters(const MethodSpec& method) {
  Parameters parameters;
  for (const auto& spec : method.parameters)
    if (*rc::gen::arbitrary<bool>()) parameters.emplace_back(spec.name, random_value(spec));
  return parameters;
}

Rule random_rule(const std::string& verb) {
  const MethodSpec& method = *find_method(verb, *rc::gen::elementOf(recipe::method_names(verb)));
  Rule rule{*utf8_text(), {}, method.name, random_parameters(method)};
  if (rule.layers.empty() || *rc::gen::arbitrary<bool>()) rule.kinds = {"Conv2d"};
  if (!serves_kind(method, "Conv2d") || (*rc::gen::arbitrary<bool>() && !rule.kinds.empty()))
    rule.kinds.push_back("Linear");
  return rule;
}

Recipe random_recipe() {
  Recipe recipe{*utf8_text(), *rc::gen::inRange<std::int64_t>(0, INT64_MAX), {}};
  for (const std::string verb : {"prune", "calibrate", "quantize", "train", "quantize"}) {
    if (verb != "calibrate" && !*rc::gen::arbitrary<bool>()) continue;
    Step step{verb, {}, {}};
    const auto* whole = find_method(verb, verb);
    if (whole) step.parameters = random_parameters(*whole);
    const int rules = whole ? 0 : *rc::gen::inRange(1, 5);
    for (int i = 0; i < rules; ++i) step.rules.push_back(random_rule(verb));
    recipe.steps.push_back(std::move(step));
  }
  for (const PassInfo& pass : kPasses)
    if (*rc::gen::arbitrary<bool>()) recipe.passes_off.emplace_back(pass.name);
  return recipe;
}

RC_GTEST_PROP(RecipeRoundTrip, PrintAndParseAreInverse, ()) {
  const Recipe recipe = random_recipe();
  const std::string text = print_recipe(recipe);
  RC_LOG(text);
  const auto back = parse_recipe(text);
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == recipe);
  RC_ASSERT(print_recipe(*back) == text);
}

RC_GTEST_PROP(RecipeRoundTrip, DamagedTextIsReadOrRefusedButNeverWorse, ()) {
  std::string text = print_recipe(random_recipe());
  const int edits = *rc::gen::inRange(1, 6);
  for (int i = 0; i < edits && !text.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    if (*rc::gen::arbitrary<bool>())
      text[at] = static_cast<char>(*rc::gen::inRange(0, 256));
    else
      text.erase(at, *rc::gen::inRange<std::size_t>(1, 9));
  }
  const auto read = parse_recipe(text);
  if (!read) {
    RC_ASSERT(!read.error().message.empty());
  } else {
    RC_ASSERT(must_parse(print_recipe(*read)) == *read);
  }
}

RC_GTEST_PROP(RecipeRoundTrip, AnExactSchemeAlwaysHolds, ()) {
  Recipe recipe;
  const std::vector<std::string> paths = {"embed", "encoder.layers.0.linear1", "head"};
  const int edits = *rc::gen::inRange(1, 12);
  for (int i = 0; i < edits; ++i) {
    if (*rc::gen::inRange(0, 4) == 0 && !recipe.steps.empty())
      recipe.steps.back().rules.push_back({"*", {"Linear"}, *rc::gen::elementOf(schemes_for("Linear")), {}});
    const auto path = *rc::gen::elementOf(paths);
    const auto scheme = *rc::gen::elementOf(schemes_for("Linear"));
    recipe = with_scheme(recipe, {path}, scheme);
    RC_LOG(print_recipe(recipe));
    const auto plan = plan_recipe(recipe, some_layers());
    RC_ASSERT(plan.has_value());
    for (const auto& layer : plan->layers)
      if (layer.path == path) RC_ASSERT(layer.scheme == scheme);
  }
}

}  // namespace
}  // namespace athena
