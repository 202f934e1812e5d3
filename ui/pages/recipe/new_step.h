// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "athena/types/recipe.h"

namespace athena::ui {

/// The kinds of steps that the catalogue knows, in its order.
std::vector<std::string> stepVerbs();

/// A step as it is added: with the catalogue's defaults, and where it has rules one for every layer.
Step newStep(const std::string& verb);

/// What a new rule of a step does until it is told otherwise.
std::string firstMethod(const std::string& verb);

}  // namespace athena::ui
