// SPDX-License-Identifier: Apache-2.0
#include "core/graph/lower_fused.h"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/frontend/resolver.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/script.h>

#include <vector>

#include "core/graph/blocks.h"
#include "core/graph/fused_branches.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

/// The ops' arithmetic (ATen/native/transformers/{transformer,attention}.cpp) in parts. Weights are packed as
/// query, key, value: [3 E, E]; a mask is true, or not zero, where nothing is looked at: [T, T] (type 0),
/// [B, T] (type 1) or [B, H, T, T].
const char* const kParts = R"(
def seen(mask: Optional[Tensor], mask_type: Optional[int]) -> Optional[Tensor]:
  keep: Optional[Tensor] = None
  if mask is not None:
    keep = mask == 0
    if mask_type is not None:
      if mask_type == 1:
        keep = (mask == 0).unsqueeze(1).unsqueeze(1)
  return keep

def attend(q, k, v, mask: Optional[Tensor], mask_type: Optional[int]):
  return torch.scaled_dot_product_attention(q, k, v, seen(mask, mask_type)).transpose(1, 2).flatten(2)

def attend_and_show(q, k, v, scale: float, mask: Optional[Tensor], mask_type: Optional[int], average: bool):
  scores = torch.matmul(q, k.transpose(-2, -1)) * scale
  keep = seen(mask, mask_type)
  if keep is not None:
    scores = scores + torch.where(keep, 0.0, float("-inf"))
  weights = torch.softmax(scores, -1)
  y = torch.matmul(weights, v).transpose(1, 2).flatten(2)
  if average:
    weights = weights.mean(1)
  return y, weights

def project_self(x, heads: int, head_dim: int, weight, bias):
  return torch.linear(x, weight, bias).unflatten(-1, [3, heads, head_dim]).permute([2, 0, 3, 1, 4]).unbind(0)

def heads_of(x, heads: int, head_dim: int):
  return x.unflatten(-1, [heads, head_dim]).transpose(1, 2)

def project_each(query, key, value, heads: int, head_dim: int, weight, bias):
  weights = weight.chunk(3)
  biases = bias.chunk(3)
  return (heads_of(torch.linear(query, weights[0], biases[0]), heads, head_dim),
          heads_of(torch.linear(key, weights[1], biases[1]), heads, head_dim),
          heads_of(torch.linear(value, weights[2], biases[2]), heads, head_dim))

def self_attention(query, key, value, embed_dim: int, heads: int, weight, bias, out_weight, out_bias,
                   mask: Optional[Tensor], need_weights: bool, average: bool, mask_type: Optional[int]):
  q, k, v = project_self(query, heads, embed_dim // heads, weight, bias)
  y = attend(q, k, v, mask, mask_type)
  return torch.linear(y, out_weight, out_bias)

def self_attention_shown(query, key, value, embed_dim: int, heads: int, weight, bias, out_weight, out_bias,
                         mask: Optional[Tensor], need_weights: bool, average: bool, mask_type: Optional[int]):
  q, k, v = project_self(query, heads, embed_dim // heads, weight, bias)
  y, weights = attend_and_show(q, k, v, (embed_dim // heads) ** -0.5, mask, mask_type, average)
  return torch.linear(y, out_weight, out_bias), weights

def cross_attention(query, key, value, embed_dim: int, heads: int, weight, bias, out_weight, out_bias,
                    mask: Optional[Tensor], need_weights: bool, average: bool, mask_type: Optional[int]):
  q, k, v = project_each(query, key, value, heads, embed_dim // heads, weight, bias)
  y = attend(q, k, v, mask, mask_type)
  return torch.linear(y, out_weight, out_bias)

def cross_attention_shown(query, key, value, embed_dim: int, heads: int, weight, bias, out_weight, out_bias,
                          mask: Optional[Tensor], need_weights: bool, average: bool, mask_type: Optional[int]):
  q, k, v = project_each(query, key, value, heads, embed_dim // heads, weight, bias)
  y, weights = attend_and_show(q, k, v, (embed_dim // heads) ** -0.5, mask, mask_type, average)
  return torch.linear(y, out_weight, out_bias), weights

def encoder_layer(src, embed_dim: int, heads: int, weight, bias, out_weight, out_bias, gelu: bool,
                  norm_first: bool, eps: float, norm1_weight, norm1_bias, norm2_weight, norm2_bias,
                  up_weight, up_bias, down_weight, down_bias, mask: Optional[Tensor], mask_type: Optional[int]):
  x = src
  if norm_first:
    x = torch.layer_norm(x, [embed_dim], norm1_weight, norm1_bias, eps)
  x = src + self_attention(x, x, x, embed_dim, heads, weight, bias, out_weight, out_bias, mask, False, False,
                           mask_type)
  if not norm_first:
    x = torch.layer_norm(x, [embed_dim], norm1_weight, norm1_bias, eps)
  y = x
  if norm_first:
    y = torch.layer_norm(y, [embed_dim], norm2_weight, norm2_bias, eps)
  y = torch.linear(y, up_weight, up_bias)
  if gelu:
    y = torch.gelu(y)
  else:
    y = torch.relu(y)
  y = x + torch.linear(y, down_weight, down_bias)
  if not norm_first:
    y = torch.layer_norm(y, [embed_dim], norm2_weight, norm2_bias, eps)
  return y
)";

std::shared_ptr<Graph> part(const std::string& name) {
  static const torch::jit::CompilationUnit* const unit = [] {
    auto* made = new torch::jit::CompilationUnit();
    made->define(std::nullopt, kParts, torch::jit::nativeResolver(), nullptr);
    return made;
  }();
  auto graph = torch::jit::toGraphFunction(unit->get_function(name)).graph()->copy();
  torch::jit::Inline(*graph);
  return graph;
}

/// Which of the parts stands for a fused attention; empty: none does.
std::string attention_part(const Node* node) {
  const bool shown = node->outputs()[1]->hasUses();
  if (shown && !torch::jit::constant_as<bool>(node->input(10)).value_or(false)) return "";
  const bool is_self = node->input(0) == node->input(1) && node->input(0) == node->input(2);
  return std::string(is_self ? "self_attention" : "cross_attention") + (shown ? "_shown" : "");
}

void replace_by(Graph& graph, Node* node, const std::string& name) {
  torch::jit::WithInsertPoint before(node);
  const auto results = torch::jit::insertGraph(graph, *part(name), node->inputs().vec());
  if (results.size() == 1 && results[0]->type()->cast<c10::TupleType>()) {
    const auto unpacked = graph.insertNode(graph.createTupleUnpack(results[0]))->outputs();
    for (std::size_t i = 0; i < node->outputs().size(); ++i)
      node->outputs()[i]->replaceAllUsesWith(unpacked[i]);
  } else {
    node->outputs()[0]->replaceAllUsesWith(results[0]);
  }
  node->destroy();
}

}  // namespace

void lower_fused(Graph& graph) {
  for_each_node(graph.block(), [&](Node* node) {
    const std::string name = is_fused_encoder_layer(node) ? "encoder_layer"
                             : is_fused_attention(node)   ? attention_part(node)
                                                          : "";
    if (!name.empty()) replace_by(graph, node, name);
  });
}

}  // namespace athena
