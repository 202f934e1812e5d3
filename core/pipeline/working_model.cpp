// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/working_model.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/graph/flatten.h"
#include "core/passes/passes.h"
#include "core/pipeline/calibrate_step.h"
#include "core/pipeline/ties.h"
#include "core/prune/blocks.h"
#include "core/prune/magnitude.h"
#include "core/prune/two_four.h"
#include "core/quantize/pack_layer.h"
#include "core/recipe/value.h"

namespace athena {
namespace {

constexpr const char* kInt8Static = "int8-static";
constexpr double kPackingShare = 0.2;  // of the progress, where it calibrates after that

Result<at::Tensor> mask_of(const at::Tensor& weight, const LayerPlan& plan) {
  const Value* amount = recipe::find_value(plan.prune_parameters, "amount");
  const double zeros = amount ? std::get<double>(*amount) : 0.0;
  if (plan.criterion == "2:4") return two_four_mask(weight);
  return plan.criterion == "block" ? block_mask(weight, zeros) : magnitude_mask(weight, zeros);
}

double zero_share(const at::Tensor& weight) {
  return weight.numel() == 0 ? 0 : weight.eq(0).sum().item<double>() / static_cast<double>(weight.numel());
}

/// Packed layers have no gradients: parameters beside them that ask for one would be refused outside no_grad.
Result<torch::jit::Module> without_gradients(const torch::jit::Module& module) {
  TreeEdits edits;
  for (const auto& parameter : module.named_parameters(/*recurse=*/true))
    if (parameter.value.requires_grad()) edits.replace[parameter.name] = parameter.value.detach();
  // A recurrent layer reads its parameters through a list of them.
  for (const auto& attribute : module.named_attributes(/*recurse=*/true)) {
    if (!attribute.value.isTensorList()) continue;
    c10::List<at::Tensor> tensors;
    for (const at::Tensor& tensor : attribute.value.toTensorVector()) tensors.push_back(tensor.detach());
    edits.replace[attribute.name] = tensors;
  }
  return flatten(module, edits);
}

void add_sentence(std::string& text, const std::string& sentence) {
  if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
}

/// pack_layer() by a plan, whose errors name the layer.
Result<PackedLayer> packed_by(const StoredLayer& layer, const LayerPlan& plan) {
  auto packed = pack_layer(layer, plan.scheme, plan.scheme_parameters);
  if (packed) return packed;
  return fail(packed.error().code, "Layer '" + plan.path + "': " + packed.error().message);
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
    ATHENA_ASSIGN(const at::Tensor mask, mask_of(layer.weight, *found->second));
    masks_[layer.info.path] = mask;
    edits.replace[layer.weight_path] = at::where(mask, layer.weight.detach(), at::zeros_like(layer.weight));
  }
  ATHENA_ASSIGN(module_, flatten(module_, edits));
  return {};
}

LayerReport WorkingModel::report(const LayerPlan& plan, const LayerInfo& was, const StoredLayer* is) const {
  LayerReport report;
  report.path = plan.path;
  report.kind = was.kind;
  report.scheme = plan.scheme;
  report.bytes_before = was.bytes;
  report.bytes_after = is ? is->info.bytes : 0;
  report.reason = plan.reason;
  if (!is) {
    report.reason = "It became part of the layer before it.";
  } else if (masks_.count(plan.path)) {
    report.sparsity = zero_share(is->weight);
    if (report.reason.empty() && !plan.scheme.starts_with("sparse"))
      report.reason = "Pruned weights are stored as zeros: the mask by itself saves no bytes.";
  }
  return report;
}

bool WorkingModel::is_static() const {
  return std::any_of(plan_.begin(), plan_.end(),
                     [](const LayerPlan& layer) { return layer.scheme == kInt8Static; });
}

Result<WorkingModel::Packed> WorkingModel::pack(const std::vector<std::string>& off,
                                                const Calibration* calibration, const JobContext& job) const {
  if (is_static() && !calibration)
    return fail(ErrorCode::InvalidArgument,
                "Layers of int8-static need a step 'calibrate' before the schemes, and data.");
  const JobContext packing = job.part(0, is_static() ? kPackingShare : 1);
  ATHENA_ASSIGN(const torch::jit::Module constant, without_gradients(module_));
  ATHENA_ASSIGN(PassResult weights, run_passes(constant, PassStage::Weights, off));
  std::map<std::string, const StoredLayer*> stored;
  const std::vector<StoredLayer> layers = find_layers(weights.module);
  for (const StoredLayer& layer : layers) stored[layer.info.path] = &layer;
  Packed packed;
  std::map<std::string, SiteRewrite> rewrites;
  Ties ties(info_.layers, plan_);
  for (std::size_t i = 0; i < plan_.size(); ++i) {
    ATHENA_TRY(job.poll());
    packing.progress(static_cast<double>(i) / static_cast<double>(plan_.size()), "packing " + plan_[i].path);
    const auto found = stored.find(plan_[i].path);
    const StoredLayer* layer = found == stored.end() ? nullptr : found->second;
    LayerReport layer_report = report(plan_[i], info_.layers[i], layer);
    if (layer && plan_[i].scheme != "fp32") {
      ATHENA_ASSIGN(PackedLayer values, packed_by(*layer, plan_[i]));
      layer_report.bytes_after = values.bytes;
      add_sentence(layer_report.reason, values.note);
      add_sentence(layer_report.reason, ties.packed(i, packed_weights(values.rewrite.add.front().second)));
      rewrites[plan_[i].path] = std::move(values.rewrite);
    }
    packed.layers.push_back(std::move(layer_report));
  }
  ATHENA_ASSIGN(torch::jit::Module replaced, replace_sites(weights.module, rewrites));
  if (is_static()) {
    ATHENA_ASSIGN(replaced, calibrate_step(replaced, calibration->step, calibration->data, packed.layers,
                                           job.part(kPackingShare, 1)));
  } else if (calibration) {
    job.warn("The step 'calibrate' did nothing: no layer has the scheme int8-static.");
  }
  ATHENA_ASSIGN(PassResult finished, run_passes(replaced, PassStage::Packed, off));
  packed.module = std::move(finished.module);
  packed.passes = std::move(weights.reports);
  packed.passes.insert(packed.passes.end(), finished.reports.begin(), finished.reports.end());
  job.progress(1, "packed");
  return packed;
}

}  // namespace athena
