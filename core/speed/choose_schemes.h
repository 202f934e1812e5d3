// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/plan.h"
#include "core/speed/time_schemes.h"

namespace athena {

/// The scheme that stands for whichever is fastest.
constexpr const char* kAuto = "auto";

/// What it stands for in one layer.
struct SchemeChoice {
  std::string scheme;  // "fp32": none is faster
  std::string reason;  // of fp32: "int8-dynamic is slower here: 0.12 ms against 0.08 ms."
};
using SchemeChoices = std::map<std::string, SchemeChoice>;  // by layer

/// Of one layer, from its times by scheme; none: the call did not reach it.
SchemeChoice choose(const std::map<std::string, SchemeTime>& times);

/// Times the layers that `plan` gives the scheme auto in each 8-bit scheme that serves them and needs no
/// calibration, and chooses. Run
/// it under the exclusive lease, on the threads that the model is to run on. Errors: those of time_schemes().
Result<SchemeChoices> choose_schemes(const torch::jit::Module& settled, const std::vector<LayerInfo>& layers,
                                     const std::vector<LayerPlan>& plan, const DataSource& data,
                                     const Batch& batch, const JobContext& job);

/// Puts the choices in place of auto. InvalidArgument: one is missing.
Status apply_choices(std::vector<LayerPlan>& plan, const SchemeChoices& choices);

/// A sentence for each scheme that slows layers down: "int8-weight is slower than fp32 here in 2 layers: a
/// (0.12 ms against 0.08 ms), b (0.2 ms against 0.1 ms).".
std::vector<std::string> slower_layers(const std::map<std::string, LayerScheme>& schemes,
                                       const std::map<std::string, SchemeTime>& times);

}  // namespace athena
