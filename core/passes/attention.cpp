// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/alias_analysis.h>
#include <torch/csrc/jit/ir/constants.h>

#include <optional>
#include <set>
#include <vector>

#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// softmax(q k^T * scale + mask) v, and the nodes that compute it, the last first. `weights`, the softmax, is
/// set where others read it too, `mean` where these read nothing but its mean over the heads.
struct Attention {
  Value *q = nullptr, *k = nullptr, *v = nullptr, *mask = nullptr, *weights = nullptr;
  Node* mean = nullptr;
  double scale = 1;
  std::vector<Node*> nodes;
};

std::optional<double> number(const Value* value) {
  const auto constant = torch::jit::toIValue(value);
  if (!constant) return std::nullopt;
  if (constant->isDouble() || constant->isInt()) return constant->toScalar().toDouble();
  if (!constant->isTensor() || !constant->toTensor().defined() || constant->toTensor().dim() != 0)
    return std::nullopt;
  const at::Tensor& tensor = constant->toTensor();
  return at::isFloatingType(tensor.scalar_type()) ? std::optional(tensor.item<double>()) : std::nullopt;
}

bool is_last_dims(const Node* transpose) {
  const auto a = torch::jit::constant_as<std::int64_t>(transpose->input(1));
  const auto b = torch::jit::constant_as<std::int64_t>(transpose->input(2));
  return (a == -1 && b == -2) || (a == -2 && b == -1);
}

bool is_mean_over_heads(const Node* node) {
  if (!is_op(node, "aten::mean") || node->inputs().size() != 4) return false;
  const Node* dims = node->input(1)->node();
  return dims->kind() == c10::prim::ListConstruct && dims->inputs().size() == 1 &&
         torch::jit::constant_as<std::int64_t>(dims->input(0)) == 1 &&
         torch::jit::constant_as<bool>(node->input(2)) == false &&
         node->input(3)->type() == c10::NoneType::get();
}

/// Goes from the last product backwards.
class Matcher {
 public:
  std::optional<Attention> match(Node* product) {
    found_.nodes = {product};
    found_.v = product->input(1);
    Node* softmax = made_for(product, product->input(0));
    if (!softmax || !is_op(softmax, "aten::softmax") ||
        torch::jit::constant_as<std::int64_t>(softmax->input(1)) != -1 ||
        softmax->input(2)->type() != c10::NoneType::get())
      return std::nullopt;
    Node* scores = step(softmax->input(0));
    if (scores && is_op(scores, "aten::add")) scores = unmasked(scores);
    if (scores && (is_op(scores, "aten::div") || is_op(scores, "aten::mul"))) scores = unscaled(scores);
    if (!scores || !is_op(scores, "aten::matmul")) return std::nullopt;
    found_.q = scores->input(0);
    const Node* transpose = scores->input(1)->node();
    if (!is_op(transpose, "aten::transpose") || transpose->inputs().size() != 3 || !is_last_dims(transpose))
      return std::nullopt;
    found_.k = transpose->input(0);
    return found_;
  }

 private:
  /// The node that makes a value for its user alone.
  Node* step(Value* value) {
    if (!sole_user(value)) return nullptr;
    found_.nodes.push_back(value->node());
    return value->node();
  }

  /// The softmax. Where others read it too, all is computed in its place, so v has to be there by then.
  Node* made_for(const Node* product, Value* weights) {
    if (sole_user(weights)) return step(weights);
    Node* softmax = weights->node();
    if (softmax->owningBlock() != product->owningBlock() || !found_.v->node()->isBefore(softmax))
      return nullptr;
    found_.weights = weights;
    for (const torch::jit::Use& use : weights->uses())
      if (weights->uses().size() == 2 && is_mean_over_heads(use.user)) found_.mean = use.user;
    found_.nodes.push_back(softmax);
    return softmax;
  }

  Node* unmasked(Node* add) {
    if (torch::jit::constant_as<std::int64_t>(add->input(2)) != 1 ||
        !add->input(1)->type()->isSubtypeOf(*c10::TensorType::get()))
      return nullptr;
    found_.mask = add->input(1);
    return step(add->input(0));
  }

  Node* unscaled(Node* node) {
    const auto factor = number(node->input(1));
    if (node->inputs().size() != 2 || !factor || *factor == 0) return nullptr;
    found_.scale = is_op(node, "aten::div") ? 1 / *factor : *factor;
    return step(node->input(0));
  }

  Attention found_;
};

/// All is computed in one place: nobody may write to the operands or to the weights.
bool may_move(const Attention& attention, const torch::jit::AliasDb& aliases) {
  for (const Value* value : {attention.q, attention.k, attention.v, attention.mask, attention.weights})
    if (value && aliases.hasWriters(value)) return false;
  return true;
}

void fuse(torch::jit::Graph& graph, const Attention& attention) {
  Node* product = attention.nodes.front();
  const torch::jit::WithInsertPoint before(attention.weights ? attention.weights->node() : product);
  Value* mask = attention.mask ? attention.mask : graph.insertConstant(c10::IValue());
  const auto op = attention.weights ? "athena::attention_and_weights" : "athena::attention";
  std::vector<torch::jit::NamedValue> inputs{attention.q, attention.k, attention.v, mask, attention.scale};
  if (attention.weights) inputs.emplace_back(attention.mean != nullptr);
  Value* result = graph.insert(c10::Symbol::fromQualString(op), inputs);
  if (attention.weights) {
    const auto both = graph.insertNode(graph.createTupleUnpack(result))->outputs();
    if (attention.mean)
      replace_node(attention.mean, both[1]);
    else
      attention.weights->replaceAllUsesWith(both[1]);
    result = both[0];
  }
  replace_node(product, result);
  for (std::size_t i = 1; i < attention.nodes.size(); ++i) attention.nodes[i]->destroy();
}

}  // namespace

/// The fused op adds in other orders and, block by block, rescales: it differs by some 1e-6 of the greatest
/// |v|. See core/runtime/attention.h for the inputs that it leaves as they are.
PassEffect fuse_attention(const torch::jit::Module& flat) {
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods()) {
    const auto graph = method.graph();
    std::vector<Attention> found;
    std::set<const Node*> taken;  // softmaxes: one may be multiplied by several
    {
      const torch::jit::AliasDb aliases(graph);
      for_each_node(graph->block(), [&](Node* node) {
        if (!is_op(node, "aten::matmul")) return;
        if (const auto attention = Matcher().match(node);
            attention && may_move(*attention, aliases) && taken.insert(attention->nodes[1]).second)
          found.push_back(*attention);
      });
    }
    for (const Attention& attention : found) {
      fuse(*graph, attention);
      ++effect.sites;
    }
  }
  return effect;
}

}  // namespace athena
