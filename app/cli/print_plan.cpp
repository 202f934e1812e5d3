// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_plan.h"

#include "app/cli/format.h"
#include "app/cli/table.h"

namespace athena::cli {

void print_plan(const std::optional<Plan>& plan, std::ostream& out) {
  out << "The recipe is valid.\n";
  if (!plan) return;
  out << "Predicted: weights of " << bytes_text(plan->bytes) << " become "
      << bytes_text(plan->predicted_bytes) << (plan->needs_data ? "; it needs data" : "")
      << (plan->needs_labels ? " with labels" : "") << ".\n\n";
  Table table({{"layer"},
               {"scheme"},
               {"pruned by"},
               {"bytes", Align::Right},
               {"predicted", Align::Right},
               {"remark"}});
  for (const LayerPlan& layer : plan->layers)
    table.add({layer.path, layer.scheme, layer.criterion, bytes_text(layer.bytes),
               bytes_text(layer.predicted_bytes), layer.reason});
  table.print(out);
}

}  // namespace athena::cli
