// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/recipe.h"

namespace athena {

/// What a recipe means for one layer of a model.
struct LayerPlan {
  std::string path;
  std::string scheme = "fp32";
  Parameters scheme_parameters;      // defaults filled in
  std::string criterion;             // empty: not pruned
  Parameters prune_parameters;       // "amount" and the criterion's own, defaults filled in
  std::int64_t bytes = 0;            // of the layer as it is
  std::int64_t predicted_bytes = 0;  // of the layer under this plan
  std::string reason;                // why a rule that names it could not serve it
};

struct Plan {
  std::vector<LayerPlan> layers;  // in the model's order, all of them
  std::int64_t bytes = 0, predicted_bytes = 0;
  bool needs_data = false, needs_labels = false;
};

}  // namespace athena
