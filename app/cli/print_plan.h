// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <ostream>

#include "athena/types/plan.h"

namespace athena::cli {

/// What a valid recipe means for each layer of a model; without a model, that it is valid.
void print_plan(const std::optional<Plan>& plan, std::ostream& out);

}  // namespace athena::cli
