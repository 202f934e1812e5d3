// SPDX-License-Identifier: Apache-2.0
#include "athena/recipe.h"

#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/method_help.h"
#include "app/cli/print_plan.h"
#include "app/cli/recipe_options.h"

namespace athena::cli {
namespace {

Result<ExitCode> explain(const RecipeOptions& options, bool json) {
  ATHENA_ASSIGN(const Recipe recipe, recipe_of(options));
  if (json)
    print_json({{"recipe", json_of(recipe)}, {"explanation", explain_recipe(recipe)}});
  else
    std::cout << explain_recipe(recipe);
  return ExitCode::Done;
}

struct CheckOptions {
  std::string model;
  bool strict = false, trust = false;
};

Result<ExitCode> check(const RecipeOptions& options, const CheckOptions& how, bool json) {
  ATHENA_ASSIGN(const Recipe recipe, recipe_of(options));
  std::optional<Plan> plan;
  if (!how.model.empty()) {
    JobRunner jobs;
    ATHENA_ASSIGN(const ModelHandle model, jobs.open(how.model, how.trust));
    ATHENA_ASSIGN(plan, plan_recipe(recipe, model->info().layers, how.strict));
  }
  if (json)
    print_json({{"recipe", json_of(recipe)}, {"plan", json_or_null(plan)}});
  else
    print_plan(plan, std::cout);
  return ExitCode::Done;
}

void add_recipe_arguments(CLI::App& command, RecipeOptions& options) {
  command.add_option("RECIPE", options.file, "The recipe's JSON file; may be left out where rules are given")
      ->type_name("FILE");
  add_rule_options(command, options);
  command.parse_complete_callback([&options] {
    if (options.empty()) throw CLI::ValidationError("RECIPE", "give a file, --set or --prune");
  });
  command.footer(method_help());
}

}  // namespace

void add_recipe(CommandTree& tree) {
  CLI::App& group = tree.add_group("recipe", "Check or explain a recipe");
  const auto options = std::make_shared<RecipeOptions>();
  const auto how = std::make_shared<CheckOptions>();
  CLI::App& check_command = tree.add(
      "check", "Check a recipe's names, ranges and order",
      [=](bool json) { return check(*options, *how, json); }, &group);
  add_recipe_arguments(check_command, *options);
  check_command.add_option("--model", how->model, "TorchScript file whose layers it is checked against")
      ->type_name("FILE");
  add_trust_option(check_command, how->trust);
  check_command.add_flag("--strict", how->strict, "Every layer that is skipped is an error");
  add_recipe_arguments(tree.add(
                           "explain", "Say in sentences what a recipe does",
                           [=](bool json) { return explain(*options, json); }, &group),
                       *options);
}

}  // namespace athena::cli
