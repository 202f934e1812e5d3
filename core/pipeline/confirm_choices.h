// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/plan.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/graph/load.h"
#include "core/speed/choose_schemes.h"

namespace athena {

/// choose_schemes() times each layer by itself, in the model as it was read; what the passes make of a layer
/// that is left in fp32, and what it costs to go from one scheme's layout to another's, shows only in the
/// whole. So the model is packed with all `choices`, with those for its convolutions or those for its other
/// layers left out, and with none, and the fastest by a clear margin counts; a layer that goes back to fp32
/// says why. `plan` has the recipe's schemes, of which int8-static counts as int8-dynamic; `off`: passes that
/// are not to run. Run it as choose_schemes(). Errors: those of packing; InvalidArgument: inputs the model
/// refuses; Cancelled.
Result<SchemeChoices> confirm_choices(const LoadedModel& model, const std::vector<LayerPlan>& plan,
                                      const std::vector<std::string>& off, const SchemeChoices& choices,
                                      const DataSource& data, const Batch& batch, const JobContext& job);

}  // namespace athena
