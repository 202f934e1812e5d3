// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/plan.h"
#include "athena/types/recipe.h"
#include "athena/types/result.h"

namespace athena {

/// Reads a recipe's JSON and checks it (check_recipe). InvalidArgument names the step and rule and the
/// nearest valid choices; NotSupported: a newer format, or a part of the format that this version does not
/// do.
Result<Recipe> parse_recipe(std::string_view json);

/// Writes a recipe in the one canonical form (core/recipe/README.md): print(parse(print(r))) == print(r),
/// byte for byte, and parse(print(r)) == r for every r that parse gives.
std::string print_recipe(const Recipe& recipe);

/// Shorthand of the CLI: "GLOB=SCHEME", "@Kind=SCHEME", "GLOB@Kind=SCHEME:g=32".
Result<Rule> parse_set_rule(std::string_view text);

/// Shorthand of the CLI: "GLOB=l1:0.2", "GLOB=ln:0.5:n=2:dim=0:remove".
Result<Rule> parse_prune_rule(std::string_view text);

/// Shorthand of the CLI for a step without rules: "gptq", "gptq:samples=256:damping=0.05" for "recover".
Result<Step> parse_recover_step(std::string_view text);

/// "minmax", "percentile:samples=64:percentile=99.9" for "calibrate".
Result<Step> parse_calibrate_step(std::string_view text);

/// True where `glob` matches the whole path; '*' matches any run of characters, dots too, '?' one.
bool glob_matches(std::string_view glob, std::string_view path);

/// Checks names, ranges and the order of steps against the method catalogue; needs no model.
Status check_recipe(const Recipe& recipe);

/// Resolves every rule over a model's layers: later rules win; an exact path that the method cannot serve, or
/// a rule that serves nothing, is an error; a layer met through a wildcard or a kind is skipped with its
/// reason, unless `strict`, where every skip is an error (Unmet). NotFound: a path that the model lacks.
Result<Plan> plan_recipe(const Recipe& recipe, const std::vector<LayerInfo>& layers, bool strict = false);

/// The same for one step alone; LayerPlan's fields that the step does not touch stay as they are by default.
Result<std::vector<LayerPlan>> plan_step(const Recipe& recipe, std::size_t step,
                                         const std::vector<LayerInfo>& layers, bool strict = false);

/// The recipe in sentences, one line each, for a person.
std::string explain_recipe(const Recipe& recipe);

/// Sets the scheme of exact layer paths by the shortest edit of the quantize step (made where missing, as is
/// a step that the scheme needs before it).
Recipe with_scheme(Recipe recipe, const std::vector<std::string>& paths, const std::string& scheme,
                   const Parameters& parameters = {});

/// Sets (or, with amount 0, takes away) pruning of exact layer paths; the prune step comes before quantize.
Recipe with_pruning(Recipe recipe, const std::vector<std::string>& paths, const std::string& criterion,
                    const Parameters& parameters);

/// Puts a step without rules where it takes effect, in place of one of its verb: "calibrate" before the
/// schemes, "recover" after them and before training, "train" at the end.
Recipe with_step(Recipe recipe, Step step);

/// Appends a rule, so that it has the last word, to the last step of a verb with rules ("prune", "quantize"),
/// which is made at its place where there is none.
Recipe with_rule(Recipe recipe, std::string_view verb, Rule rule);

}  // namespace athena
