// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_module.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/graph/attributes.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/graph/op_kinds.h"
#include "core/graph/replace_sites.h"
#include "core/quantize/pack_linear.h"
#include "core/train/trainable_copy.h"
#include "core/train/training_linear.h"

namespace athena {
namespace {

Result<const StoredLayer*> layer_at(const std::vector<StoredLayer>& layers, const std::string& path) {
  const auto found =
      std::find_if(layers.begin(), layers.end(), [&](const StoredLayer& l) { return l.info.path == path; });
  if (found == layers.end()) return fail(ErrorCode::NotFound, "The model has no layer '" + path + "'.");
  return &*found;
}

Status check_layer(const StoredLayer& stored, const TrainingLayer& layer) {
  const std::string who = "Layer '" + layer.path + "'";
  if (!stored.info.compressible)
    return fail(ErrorCode::NotSupported, who + " cannot be trained for a scheme. " + stored.info.reason);
  if (layer.scheme != "fp32" && !trains_under_scheme(stored.info.kind))
    return fail(ErrorCode::NotSupported, who + " is of kind " + stored.info.kind +
                                             ", which is not trained for a scheme; train it in fp32.");
  if (stored.weight_path.empty())
    return fail(ErrorCode::NotSupported,
                who + " is a constant of a frozen model; train the model before it is frozen.");
  if (stored.weight.scalar_type() != at::kFloat)
    return fail(ErrorCode::NotSupported,
                who + " is stored as " + stored.info.dtype + "; only fp32 is trained.");
  if (layer.mask.defined() &&
      (layer.mask.scalar_type() != at::kBool || layer.mask.sizes() != stored.weight.sizes()))
    return fail(ErrorCode::InvalidArgument, who + " got a mask of another shape or type than bool.");
  return {};
}

/// The site's own op over its weight times the mask, so that no masked weight has a gradient.
torch::jit::Value* masked_op(torch::jit::Graph& graph, torch::jit::Node* site, torch::jit::Value* mask) {
  torch::jit::Node* copy = graph.insertNode(graph.createClone(site, [](torch::jit::Value* v) { return v; }));
  const auto weight = static_cast<std::size_t>(op_kind(site).weight);
  torch::jit::WithInsertPoint before(copy);
  copy->replaceInput(weight, graph.insert(c10::aten::mul, {site->input(weight), mask}));
  return copy->output();
}

SiteRewrite mask_rewrite_of(const StoredLayer& stored, const at::Tensor& mask) {
  SiteRewrite rewrite;
  const std::string name = split_path(stored.weight_path).second + "_mask";
  rewrite.add = {{name, mask}};
  rewrite.build = [name](torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* owner) {
    return masked_op(graph, site.node, read_new_attribute(graph, owner, name, c10::TensorType::get()));
  };
  return rewrite;
}

SiteRewrite rewrite_of(const StoredLayer& stored, const TrainingLayer& layer, LinearScheme scheme) {
  SiteRewrite rewrite;
  const std::string mask_name = split_path(stored.weight_path).second + "_mask";
  const bool masked = layer.mask.defined();
  if (masked) rewrite.add = {{mask_name, layer.mask}};
  rewrite.build = [=, name = layer.scheme](torch::jit::Graph& graph, const LayerSite& site,
                                           torch::jit::Value* owner) {
    torch::jit::Value* mask = masked ? read_new_attribute(graph, owner, mask_name, c10::TensorType::get())
                                     : graph.insertConstant(c10::IValue());
    const torch::jit::Node* linear = site.node;
    return graph.insert(training_linear_symbol(),
                        {linear->input(0), linear->input(1), linear->input(2), name, scheme.group,
                         scheme.zero_points, scheme.half_scales, mask});
  };
  return rewrite;
}

}  // namespace

bool trains_under_scheme(std::string_view kind) { return kind == "Linear"; }

Result<torch::jit::Module> training_module(const torch::jit::Module& settled,
                                           const std::vector<TrainingLayer>& layers) {
  const std::vector<StoredLayer> stored = find_layers(settled);
  std::map<std::string, SiteRewrite> rewrites;
  std::map<std::string, at::Tensor> masks;  // by the weight's path
  for (const TrainingLayer& layer : layers) {
    if (layer.scheme == "fp32" && !layer.mask.defined()) continue;
    ATHENA_ASSIGN(const StoredLayer* found, layer_at(stored, layer.path));
    ATHENA_TRY(check_layer(*found, layer));
    if (layer.mask.defined()) masks[found->weight_path] = layer.mask;
    if (!trains_under_scheme(found->info.kind)) {
      if (layer.mask.defined()) rewrites[layer.path] = mask_rewrite_of(*found, layer.mask);
      continue;
    }
    LinearScheme scheme;
    if (layer.scheme != "fp32") {
      ATHENA_ASSIGN(scheme, linear_scheme(layer.scheme, layer.parameters));
    }
    rewrites[layer.path] = rewrite_of(*found, layer, scheme);
  }
  ATHENA_ASSIGN(torch::jit::Module module, replace_sites(settled, rewrites));
  make_trainable_copies(module);
  const at::NoGradGuard no_grad;
  for (const auto& [path, mask] : masks) {
    at::Tensor weight = find_attribute(module, path)->toTensor();
    weight.mul_(mask);
  }
  return module;
}

Result<torch::jit::Module> trained_module(const torch::jit::Module& settled,
                                          const torch::jit::Module& training) {
  TreeEdits edits;
  std::map<const at::TensorImpl*, at::Tensor> plain;  // one for each trained tensor, so that ties stay
  const auto plain_of = [&](const at::Tensor& trained) {
    at::Tensor& copy = plain[trained.unsafeGetTensorImpl()];
    if (!copy.defined()) copy = trained.detach().clone();
    return copy;
  };
  for (const auto& attribute : training.named_attributes(/*recurse=*/true)) {
    if (attribute.value.isTensor() && attribute.value.toTensor().requires_grad())
      edits.replace[attribute.name] = plain_of(attribute.value.toTensor());
    if (!attribute.value.isTensorList()) continue;
    c10::List<at::Tensor> tensors;
    for (const at::Tensor& tensor : attribute.value.toTensorVector()) tensors.push_back(plain_of(tensor));
    edits.replace[attribute.name] = tensors;
  }
  return flatten(settled, edits);
}

}  // namespace athena
