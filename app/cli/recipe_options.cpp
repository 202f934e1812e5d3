// SPDX-License-Identifier: Apache-2.0
#include "app/cli/recipe_options.h"

#include "app/cli/text_file.h"
#include "athena/recipe.h"
#include "athena/types/pass.h"

namespace athena::cli {
namespace {

using RuleParser = Result<Rule> (*)(std::string_view);

template <typename Parser>
std::function<std::string(const std::string&)> check_with(Parser parse) {
  return [parse](const std::string& text) {
    const auto parsed = parse(text);
    return parsed ? std::string() : parsed.error().message;
  };
}

Status add_rules(Recipe& recipe, std::string_view verb, const std::vector<std::string>& texts,
                 RuleParser parse) {
  for (const std::string& text : texts) {
    ATHENA_ASSIGN(Rule rule, parse(text));
    recipe = with_rule(std::move(recipe), verb, std::move(rule));
  }
  return {};
}

std::string joined(const RecipeOptions& options) {
  std::string text;
  for (const auto* texts : {&options.prune, &options.set})
    for (const std::string& rule : *texts) text += (text.empty() ? "" : ", ") + rule;
  for (const std::string* step : {&options.calibrate, &options.recover})
    if (!step->empty()) text += (text.empty() ? "" : ", ") + *step;
  return text;
}

std::vector<std::string> pass_names() {
  std::vector<std::string> names;
  for (const PassInfo& pass : kPasses) names.emplace_back(pass.name);
  return names;
}

Result<Recipe> read_file(const std::string& path) {
  ATHENA_ASSIGN(const std::string text, read_text_file(path));
  auto recipe = parse_recipe(text);
  if (!recipe) recipe.error().message = "Recipe '" + path + "': " + recipe.error().message;
  return recipe;
}

}  // namespace

void add_rule_options(CLI::App& command, RecipeOptions& options) {
  command
      .add_option(
          "--set", options.set,
          "Scheme of layers: 'GLOB=SCHEME', '@Linear=SCHEME' or 'GLOB@Linear=int4-weight:g=32'; may be "
          "given several times, later ones win")
      ->type_name("RULE")
      ->allow_extra_args(false)
      ->check(check_with(parse_set_rule));
  command
      .add_option("--prune", options.prune,
                  "Pruning of layers: 'GLOB=CRITERION:AMOUNT', as in '@Linear=l1:0.2', or '@Linear=2:4'; may "
                  "be given several times")
      ->type_name("RULE")
      ->allow_extra_args(false)
      ->check(check_with(parse_prune_rule));
  command
      .add_option("--calibrate", options.calibrate,
                  "Ranges of activations for int8-static from calibration samples: 'minmax', 'mse' or "
                  "'percentile:samples=256:percentile=99.99'; needs --data")
      ->type_name("OBSERVER")
      ->check(check_with(parse_calibrate_step));
  command
      .add_option(
          "--recover", options.recover,
          "Round integer weights again by calibration samples: 'gptq' or 'gptq:samples=256'; needs --data")
      ->type_name("METHOD")
      ->check(check_with(parse_recover_step));
  command
      .add_option("--without-pass", options.without_passes,
                  "A pass that the finished model is not given; may be given several times")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->check(CLI::IsMember(pass_names()));
}

Result<Recipe> recipe_of(const RecipeOptions& options) {
  Recipe recipe;
  if (!options.file.empty()) {
    ATHENA_ASSIGN(recipe, read_file(options.file));
  }
  ATHENA_TRY(add_rules(recipe, "prune", options.prune, parse_prune_rule));
  ATHENA_TRY(add_rules(recipe, "quantize", options.set, parse_set_rule));
  if (!options.calibrate.empty()) {
    ATHENA_ASSIGN(Step step, parse_calibrate_step(options.calibrate));
    recipe = with_step(std::move(recipe), std::move(step));
  }
  if (!options.recover.empty()) {
    ATHENA_ASSIGN(Step step, parse_recover_step(options.recover));
    recipe = with_step(std::move(recipe), std::move(step));
  }
  recipe.passes_off.insert(recipe.passes_off.end(), options.without_passes.begin(),
                           options.without_passes.end());
  if (recipe.name.empty()) recipe.name = joined(options);
  ATHENA_TRY(check_recipe(recipe));
  return recipe;
}

}  // namespace athena::cli
