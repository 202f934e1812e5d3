// SPDX-License-Identifier: Apache-2.0
#include "athena/recipe.h"

#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/json/json.h"
#include "app/cli/method_help.h"
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

Result<ExitCode> check(const RecipeOptions& options, bool json) {
  ATHENA_ASSIGN(const Recipe recipe, recipe_of(options));
  if (json)
    print_json({{"recipe", json_of(recipe)}});
  else
    std::cout << "The recipe is valid.\n";
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
  const auto with = [options](auto act) { return [=](bool json) { return act(*options, json); }; };
  add_recipe_arguments(tree.add("check", "Check a recipe's names, ranges and order", with(check), &group),
                       *options);
  add_recipe_arguments(tree.add("explain", "Say in sentences what a recipe does", with(explain), &group),
                       *options);
}

}  // namespace athena::cli
