// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <string>
#include <vector>

#include "athena/types/measurement.h"
#include "athena/types/pass.h"
#include "athena/types/recipe.h"
#include "athena/types/variant.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"
#include "core/graph/load.h"
#include "core/speed/choose_schemes.h"

namespace athena {

struct PipelineOptions {
  bool strict = false;      // every layer that a rule meets and cannot serve is an error
  std::string checkpoint;   // file for training state; empty: training cannot be resumed
  bool resume = false;      // training goes on from `checkpoint`
  SchemeChoices choices{};  // what the scheme auto stands for, for every layer that the recipe gives it
};

struct PipelineResult {
  torch::jit::Module module;        // rewritten; shares what was left alone with the model
  std::vector<LayerReport> layers;  // in the model's order; `kernel` and `calls` are of a later run
  std::vector<PassReport> passes;   // that ran on the whole model, in their order
  std::vector<TrainPoint> curve;    // loss per step of every training
  std::vector<std::string> warnings;
};

/// Walks a recipe's steps over a model; each sees the model as the earlier ones left it, and weights are
/// packed once, after the last. The model itself is never changed. A second training has its checkpoint
/// beside the first's, with its number. Errors: those of plan_recipe; InvalidArgument: training without data
/// or labels, a checkpoint of another training, a layer with auto that has no choice; NotFound: no checkpoint
/// to resume from; Cancelled.
Result<PipelineResult> run_recipe(const LoadedModel& model, const Recipe& recipe, const DataSource* data,
                                  const PipelineOptions& options, const JobContext& job);

}  // namespace athena
