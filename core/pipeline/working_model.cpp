// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/working_model.h"

#include <ATen/ATen.h>

#include "core/graph/flatten.h"
#include "core/prune/magnitude.h"
#include "core/quantize/pack_layer.h"
#include "core/recipe/value.h"

namespace athena {
namespace {

double amount_of(const LayerPlan& plan) {
  const Value* amount = recipe::find_value(plan.prune_parameters, "amount");
  return amount ? std::get<double>(*amount) : 0.0;
}

double zero_share(const at::Tensor& weight) {
  return weight.numel() == 0 ? 0 : weight.eq(0).sum().item<double>() / static_cast<double>(weight.numel());
}

/// Packed layers have no gradients: parameters beside them that ask for one would be refused outside no_grad.
Result<torch::jit::Module> without_gradients(const torch::jit::Module& module) {
  TreeEdits edits;
  for (const auto& parameter : module.named_parameters(/*recurse=*/true))
    if (parameter.value.requires_grad()) edits.replace[parameter.name] = parameter.value.detach();
  return flatten(module, edits);
}

}  // namespace

at::Tensor WorkingModel::mask(const std::string& path) const {
  const auto found = masks_.find(path);
  return found == masks_.end() ? at::Tensor() : found->second;
}

Status WorkingModel::prune(const std::vector<LayerPlan>& plan) {
  plan_ = plan;
  std::map<std::string, const LayerPlan*> wanted;
  for (const LayerPlan& layer : plan)
    if (!layer.criterion.empty()) wanted[layer.path] = &layer;
  TreeEdits edits;
  for (const StoredLayer& layer : find_layers(module_)) {
    const auto found = wanted.find(layer.info.path);
    if (found == wanted.end()) continue;
    if (layer.weight_path.empty())
      return fail(ErrorCode::NotSupported,
                  "Layer '" + layer.info.path +
                      "' is a constant of a frozen model and cannot be pruned; prune the "
                      "model before it is frozen.");
    ATHENA_ASSIGN(const at::Tensor mask, magnitude_mask(layer.weight, amount_of(*found->second)));
    masks_[layer.info.path] = mask;
    edits.replace[layer.weight_path] = at::where(mask, layer.weight.detach(), at::zeros_like(layer.weight));
  }
  ATHENA_ASSIGN(module_, flatten(module_, edits));
  return {};
}

LayerReport WorkingModel::report(const LayerPlan& plan, const LayerInfo& layer) const {
  LayerReport report;
  report.path = plan.path;
  report.kind = layer.kind;
  report.scheme = plan.scheme;
  report.bytes_before = report.bytes_after = layer.bytes;
  report.reason = plan.reason;
  if (masks_.count(plan.path) && report.reason.empty())
    report.reason = "Pruned weights are stored as zeros: the mask by itself saves no bytes.";
  return report;
}

Result<WorkingModel::Packed> WorkingModel::pack(const JobContext& job) const {
  std::map<std::string, const StoredLayer*> stored;
  const std::vector<StoredLayer> layers = find_layers(module_);
  for (const StoredLayer& layer : layers) stored[layer.info.path] = &layer;
  Packed packed;
  std::map<std::string, SiteRewrite> rewrites;
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    ATHENA_TRY(job.poll());
    job.progress(static_cast<double>(i) / static_cast<double>(plan_.size()), "packing " + plan_[i].path);
    LayerReport layer_report = report(plan_[i], info_.layers[i]);
    const StoredLayer& layer = *stored.at(plan_[i].path);
    layer_report.sparsity = masks_.count(plan_[i].path) ? zero_share(layer.weight) : 0;
    if (plan_[i].scheme != "fp32") {
      ATHENA_ASSIGN(PackedLayer weights, pack_layer(layer, plan_[i].scheme, plan_[i].scheme_parameters));
      layer_report.bytes_after = weights.bytes;
      rewrites[plan_[i].path] = std::move(weights.rewrite);
    }
    packed.layers.push_back(std::move(layer_report));
  }
  ATHENA_ASSIGN(const torch::jit::Module constant, without_gradients(module_));
  ATHENA_ASSIGN(packed.module, replace_sites(constant, rewrites));
  job.progress(1, "packed");
  return packed;
}

}  // namespace athena
