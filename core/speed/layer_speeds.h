// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "athena/types/machine.h"
#include "core/base/job_context.h"
#include "core/graph/load.h"
#include "core/measure/model_inputs.h"

namespace athena {

/// Times every layer that can be compressed as it is and in each scheme of the catalogue that serves its
/// kind, but for the sparse ones, which are as fast as their layer is pruned, and int8-static, which would
/// have to be calibrated. Next to each: what `machine`, which was measured, allows; on machine.threads
/// threads and the first `batch` samples. Layers that these do not reach are left out. Errors: those of
/// time_schemes() and count_sites(), InvalidArgument: the split has fewer samples.
Result<std::vector<LayerSpeed>> measure_layer_speeds(const LoadedModel& model, const ModelInputs& inputs,
                                                     int batch, const MachineReport& machine,
                                                     const JobContext& job);

}  // namespace athena
