// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <vector>

#include "athena/types/recipe.h"

// The catalogue's words for a person, in the window's language.
namespace athena::ui {

/// A sentence of the catalogue.
QString catalogueText(const std::string& sentence);
/// All that catalogueText and verbTitle can translate.
const std::vector<const char*>& catalogueWords();
/// A step's heading: "quantize" as "Quantize".
QString verbTitle(const std::string& verb);
/// A parameter's name, the same in every language: "optimizer.weight_decay" as "Optimizer weight decay".
QString parameterTitle(const std::string& name);
/// A value as the recipe's text has it, strings without quotes.
QString valueText(const Value& value);
/// A scheme with its first parameter and those that set it apart: "int4-weight:g=32", "int4-weight:g=32:zp".
QString schemeText(const std::string& scheme, const Parameters& parameters);

}  // namespace athena::ui
