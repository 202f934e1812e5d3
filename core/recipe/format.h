// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "athena/catalogue.h"
#include "athena/types/recipe.h"
#include "athena/types/result.h"

namespace athena::recipe {

constexpr std::int64_t format_version = 1;

/// Verbs of the recipe format, whether or not this version does them.
const std::vector<std::string>& format_verbs();

/// True for a word of the format (a verb, scheme, criterion, loss or parameter) that this version does not
/// do.
bool is_planned(std::string_view word);

/// Layer kinds that a rule may name.
const std::vector<std::string>& layer_kinds();

/// Names of a step's methods, in the catalogue's order.
std::vector<std::string> method_names(std::string_view step);

/// The rule's key for its method: "scheme" or "criterion"; empty for a verb without rules.
std::string_view method_key(std::string_view verb);

/// The error for an unknown or a not yet supported word: `what` is "scheme", "parameter", ...; the message
/// names the nearest choices.
tl::unexpected<Error> bad_word(const std::string& what, std::string_view word,
                               const std::vector<std::string>& choices);

/// Names the place in a recipe: "Step 2 (quantize), rule 1: ". Numbers count from 1.
std::string place(std::size_t step, std::string_view verb);
std::string place(std::size_t step, std::string_view verb, std::size_t rule);

/// The error with a place before its message.
tl::unexpected<Error> at(const std::string& where, Error error);

/// Reads the JSON's structure only: neither names nor ranges are checked.
Result<Recipe> read_recipe(std::string_view json);

/// Checks one rule by itself.
Status check_rule(std::string_view verb, const Rule& rule);

bool has_wildcard(std::string_view glob);

}  // namespace athena::recipe
