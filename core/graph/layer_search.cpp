// SPDX-License-Identifier: Apache-2.0
#include "core/graph/layer_search.h"

#include <torch/csrc/jit/ir/constants.h>

#include "core/base/lower_case.h"
#include "core/graph/attributes.h"
#include "core/graph/block_path.h"
#include "core/graph/recurrent_op.h"

namespace athena {
namespace {

using torch::jit::Node;

/// "encoder.fc.weight" -> "encoder.fc"; "attn.in_proj_weight" -> "attn.in_proj"; "lstm.weight_ih_l0" ->
/// "lstm".
std::string layer_path(const std::string& weight_path) {
  const auto [owner, name] = split_path(weight_path);
  if (!owner.empty() && (name == "weight" || name.starts_with("weight_ih"))) return owner;
  constexpr std::string_view end = "_weight";
  if (name.size() > end.size() && name.ends_with(end))
    return join_path(owner, name.substr(0, name.size() - end.size()));
  return weight_path;
}

/// One name for a stored tensor within a method: its path, or the constant's number.
std::string key_of(const StoredTensor& stored, const std::string& method) {
  return stored.path.empty() ? method + "=" + std::to_string(stored.source->unique()) : stored.path;
}

}  // namespace

LayerSearch::LayerSearch(const torch::jit::Module& flat) : flat_(flat) {
  for (const torch::jit::Method& method : flat.get_methods()) {
    method_ = method.name();
    walk_method(*method.graph(), [&](Node* node, const std::string& block) { visit(node, block); });
  }
}

void LayerSearch::visit(Node* node, const std::string& nesting) {
  const OpKind op = op_kind(node);
  if (op.kind.empty()) return;
  if (is_recurrent(node)) return visit_recurrent(op, node, nesting);
  const auto weight = weight_of(op, node);
  if (!weight) return;
  FoundLayer& found = layer_of(*weight, op, node);
  found.layer.sites.push_back({node, {method_, nesting, node->kind().toQualString()}});
  found.uses.push_back({op.kind, weight->through, bias_of(op, node, found.layer)});
  take_tensors(found, node);
}

void LayerSearch::visit_recurrent(const OpKind& op, Node* node, const std::string& nesting) {
  const auto stored = recurrent_tensors(node, flat_);
  if (!stored) return;
  FoundLayer& found = layer_of(stored->tensors[0], op, node);
  const bool is_first = found.layer.weights.empty();
  SiteUse use{op.kind, "", ""};
  for (std::size_t i = 0; i < stored->tensors.size(); ++i) {
    const StoredTensor& tensor = stored->tensors[i];
    if (use.weight_through.empty()) use.weight_through = tensor.through;
    if (is_first) found.layer.weights.push_back(tensor.tensor);
    if (!tensor.path.empty()) found.layer.attributes.insert(tensor.path);
    take(found, key_of(tensor, method_) + (tensor.path.empty() ? "[" + std::to_string(i) + "]" : ""),
         tensor.tensor);
  }
  if (!stored->list.empty()) found.layer.attributes.insert(stored->list);
  found.layer.sites.push_back({node, {method_, nesting, node->kind().toQualString()}});
  found.uses.push_back(std::move(use));
}

std::optional<StoredTensor> LayerSearch::weight_of(const OpKind& op, Node* node) const {
  if (op.weight_list >= 0) {
    const Node* list = node->input(op.weight_list)->node();
    if (list->kind() != c10::prim::ListConstruct) return std::nullopt;
    for (const torch::jit::Value* item : list->inputs())
      if (auto weight = stored_tensor(item, flat_)) return weight;
    return std::nullopt;
  }
  auto weight = stored_tensor(node->input(op.weight), flat_);
  // A product may have its weight on either side.
  return weight || op.kind != "Matmul" ? weight : stored_tensor(node->input(op.weight - 1), flat_);
}

std::string LayerSearch::bias_of(const OpKind& op, Node* node, StoredLayer& layer) const {
  if (op.bias < 0 || node->input(op.bias)->type() == c10::NoneType::get()) return "";
  const auto bias = stored_tensor(node->input(op.bias), flat_);
  if (!bias) return "computed";
  if (!bias->through.empty()) return "view";
  layer.bias_path = bias->path;
  if (!bias->path.empty()) layer.attributes.insert(bias->path);
  layer.bias = bias->tensor;
  return bias->path.empty() ? "constant" : bias->path;
}

FoundLayer& LayerSearch::layer_of(const StoredTensor& weight, const OpKind& op, Node* node) {
  const auto [known, is_new] = by_weight_.emplace(key_of(weight, method_), layers_.size());
  if (!is_new) return layers_[known->second];
  FoundLayer& found = layers_.emplace_back();
  found.layer.weight_path = weight.path;
  if (!weight.path.empty()) found.layer.attributes.insert(weight.path);
  found.layer.weight = weight.tensor;
  found.layer.info.kind = layer_kind(op, node, weight.tensor);
  found.layer.info.path =
      unique(weight.path.empty() ? constant_path(found.layer.info.kind) : layer_path(weight.path));
  return found;
}

void LayerSearch::take_tensors(FoundLayer& found, const Node* node) {
  for (const torch::jit::Value* input : node->inputs()) {
    if (input->node()->kind() == c10::prim::ListConstruct) take_tensors(found, input->node());
    const auto stored = stored_tensor(input, flat_);
    if (!stored || (stored->path.empty() && stored->tensor.dim() == 0)) continue;
    take(found, key_of(*stored, method_), stored->tensor);
  }
}

void LayerSearch::take(FoundLayer& found, const std::string& key, const at::Tensor& tensor) {
  if (taken_.insert(key).second) found.layer.tensors.emplace(key, tensor);
}

/// A frozen file's weights have no names: they go by the method, the kind and their order in the graph.
std::string LayerSearch::constant_path(const std::string& kind) {
  const std::string stem = method_ + "." + lower_case(kind);
  return stem + "_" + std::to_string(constants_[stem]++);
}

std::string LayerSearch::unique(std::string path) {
  const std::string wanted = path;
  for (int n = 2; !paths_.insert(path).second; ++n) path = wanted + "#" + std::to_string(n);
  return path;
}

}  // namespace athena
