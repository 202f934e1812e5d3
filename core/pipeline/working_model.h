// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <string>
#include <vector>

#include "athena/types/measurement.h"
#include "athena/types/pass.h"
#include "athena/types/plan.h"
#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/graph/layers.h"
#include "core/graph/load.h"

namespace athena {

/// A model between two steps of a recipe: its weights as they are by now, and what the steps decided so far.
class WorkingModel {
 public:
  explicit WorkingModel(const LoadedModel& model) : info_(model.info), module_(model.settled) {}

  const torch::jit::Module& module() const { return module_; }
  void set_module(torch::jit::Module module) { module_ = std::move(module); }
  /// Of the model as it was opened, in the plan's order.
  const std::vector<LayerInfo>& layers() const { return info_.layers; }
  const std::vector<LayerPlan>& plan() const { return plan_; }
  /// Bool, of the weight's shape; undefined for a layer that is not pruned.
  at::Tensor mask(const std::string& path) const;

  /// Masks the layers that `plan` names a criterion for. NotSupported: the weights of a frozen file.
  Status prune(const std::vector<LayerPlan>& plan);
  /// Remembers the schemes; the weights are packed by pack().
  void quantize(const std::vector<LayerPlan>& plan) { plan_ = plan; }

  /// How int8-static layers get their ranges.
  struct Calibration {
    const Step& step;  // "calibrate"
    const DataSource& data;
  };

  /// The finished model: every layer that has a scheme is packed, and all passes but those in `off` have run.
  /// `calibration`: null where the recipe has none. InvalidArgument: a layer needs it.
  struct Packed {
    torch::jit::Module module;
    std::vector<LayerReport> layers;
    std::vector<PassReport> passes;
  };
  Result<Packed> pack(const std::vector<std::string>& off, const Calibration* calibration,
                      const JobContext& job) const;

 private:
  bool is_static() const;
  LayerReport report(const LayerPlan& plan, const LayerInfo& was, const StoredLayer* is) const;

  const ModelInfo& info_;
  torch::jit::Module module_;
  std::vector<LayerPlan> plan_;
  std::map<std::string, at::Tensor> masks_;
};

}  // namespace athena
