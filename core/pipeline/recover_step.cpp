// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/recover_step.h"

#include <ATen/ATen.h>

#include <map>
#include <optional>
#include <set>

#include "athena/catalogue.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/observe/input_moments.h"
#include "core/pipeline/left_layers.h"
#include "core/quantize/pack_linear.h"
#include "core/recipe/value.h"
#include "core/recover/gptq.h"

namespace athena {
namespace {

constexpr double kObservingShare = 0.6;  // of the step's progress

/// Null for a scheme that does not round to integers.
Result<std::optional<IntegerGrid>> grid_of(const LayerPlan& plan) {
  if (plan.scheme == "fp32") return std::nullopt;
  ATHENA_ASSIGN(const LinearScheme scheme, linear_scheme(plan.scheme, plan.scheme_parameters));
  if (is_int8(scheme.scheme) || scheme.scheme == Scheme::SparseInt8) return IntegerGrid{127};
  if (is_int4(scheme.scheme))
    return IntegerGrid{scheme.zero_points ? 15 : 7, scheme.group, scheme.zero_points, scheme.half_scales};
  return std::nullopt;
}

/// Why the layer is rounded to nearest; empty: it need not be.
std::string why_not(const StoredLayer& layer, const std::map<const void*, int>& users) {
  if (!has_input_moment(layer.info.kind))
    return "what layers of kind " + layer.info.kind + " meet is not observed";
  if (layer.weight_path.empty()) return "a constant of the graph cannot be replaced";
  if (users.at(layer.weight.storage().data()) > 1) return "other layers share the weights";
  return {};
}

/// [N, K] and back: a convolution's weights are rows of its groups' channels and taps. In fp32 whatever they
/// were stored as, which might not hold the grid.
Result<at::Tensor> rounded(const StoredLayer& layer, const InputMoment& moment, IntegerGrid grid,
                           const at::Tensor& mask, double damping, const JobContext& job) {
  const at::Tensor weight = layer.weight.detach().to(at::kFloat);
  const std::vector<at::Tensor> groups = weight.flatten(1).chunk(moment.sum.size(0));
  std::vector<at::Tensor> masks(groups.size()), done;
  if (mask.defined()) masks = mask.flatten(1).chunk(moment.sum.size(0));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ATHENA_ASSIGN(
        const at::Tensor values,
        round_by_moment(groups[i], moment.sum[static_cast<std::int64_t>(i)], grid, masks[i], damping, job));
    done.push_back(values);
  }
  return at::cat(done).view_as(weight);
}

/// A layer whose weights are rounded again.
struct Target {
  const StoredLayer* layer;
  IntegerGrid grid;
};

/// InvalidArgument: there is none.
Result<std::vector<Target>> targets_among(const std::vector<StoredLayer>& layers,
                                          const std::vector<LayerPlan>& plan, LeftLayers& left) {
  std::map<std::string, IntegerGrid> grids;
  for (const LayerPlan& layer : plan) {
    ATHENA_ASSIGN(const std::optional<IntegerGrid> grid, grid_of(layer));
    if (grid) grids[layer.path] = *grid;
  }
  std::map<const void*, int> users;
  for (const StoredLayer& layer : layers)
    if (layer.weight.defined()) ++users[layer.weight.storage().data()];
  std::vector<Target> targets;
  for (const StoredLayer& layer : layers) {
    const auto grid = grids.find(layer.info.path);
    if (grid == grids.end()) continue;
    if (const std::string why = why_not(layer, users); !why.empty())
      left.add(layer.info.path, why);
    else
      targets.push_back({&layer, grid->second});
  }
  if (!targets.empty()) return targets;
  return fail(
      ErrorCode::InvalidArgument,
      "The step 'recover' rounds Linear and convolution weights again, and no such layer has an integer "
      "scheme. Give some int8 or int4, or take the step away.");
}

std::set<std::string> paths_of(const std::vector<Target>& targets) {
  std::set<std::string> paths;
  for (const Target& target : targets) paths.insert(target.layer->info.path);
  return paths;
}

}  // namespace

Result<std::string> calibration_split(const DataSource& data) {
  for (const std::string split : {"calibrate", "train"})
    if (data.samples(split).value_or(0) > 0) return split;
  return fail(ErrorCode::InvalidArgument,
              "The recipe calibrates, and '" + data.info().name +
                  "' has no split 'calibrate' nor 'train'. Add one to the data file.");
}

Status recover_step(WorkingModel& model, const Step& step, const DataSource& data, const JobContext& job) {
  const Parameters parameters = complete_parameters(*find_method("recover", "recover"), step.parameters);
  const auto damping = recipe::checked_value<double>(parameters, "damping");
  ObserveOptions observe;
  ATHENA_ASSIGN(observe.split, calibration_split(data));
  observe.samples = recipe::checked_value<std::int64_t>(parameters, "samples");
  const std::vector<StoredLayer> layers = find_layers(model.module());
  if (data.is_random())
    job.warn("The weights are rounded by random inputs: on real ones they may be no better than before.");
  LeftLayers left;
  ATHENA_ASSIGN(const std::vector<Target> targets, targets_among(layers, model.plan(), left));
  ATHENA_ASSIGN(const auto moments, observe_inputs(model.module(), paths_of(targets), data, observe,
                                                   job.part(0, kObservingShare)));
  TreeEdits edits;
  const JobContext rounding = job.part(kObservingShare, 1);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& [layer, grid] = targets[i];
    const std::string& path = layer->info.path;
    rounding.progress(static_cast<double>(i) / static_cast<double>(targets.size()), "rounding " + path);
    const auto moment = moments.find(path);
    if (moment == moments.end()) {
      left.add(path, "no calibration sample reached it");
      continue;
    }
    auto values = rounded(*layer, moment->second, grid, model.mask(path), damping, job);
    if (!values && values.error().code != ErrorCode::Cancelled)
      return fail(values.error().code, "Layer '" + path + "': " + values.error().message);
    ATHENA_ASSIGN(edits.replace[layer->weight_path], std::move(values));
  }
  left.warn(job, "rounded to nearest");
  ATHENA_ASSIGN(torch::jit::Module module, flatten(model.module(), edits));
  model.set_module(std::move(module));
  return {};
}

}  // namespace athena
