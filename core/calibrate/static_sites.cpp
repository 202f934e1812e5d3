// SPDX-License-Identifier: Apache-2.0
#include "core/calibrate/static_sites.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/passes/match.h"
#include "core/runtime/conv_geometry.h"
#include "core/runtime/packed_conv.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// "aten::relu" of aten::relu_.
std::string without_place(const Node* node) {
  std::string op = node->kind().toQualString();
  if (op.ends_with('_')) op.pop_back();
  return op;
}

/// Gives the result of an op in place a tensor of its own. What it wrote to has no other user.
Node* out_of_place(Node* node) {
  const std::string op = without_place(node);
  if (is_op(node, op)) return node;
  Node* made = node->owningGraph()->create(c10::Symbol::fromQualString(op), 1)->insertBefore(node);
  for (Value* input : node->inputs()) made->addInput(input);
  made->setSourceRange(node->sourceRange());
  replace_node(node, made->output());
  return made;
}

bool is_tensor(const Value* value) { return value->type()->isSubtypeOf(*c10::TensorType::get()); }

/// A number that the graph holds, or none at all (nullopt in it). nullopt: it is computed, or NaN.
std::optional<std::optional<double>> constant_limit(const Value* value) {
  const auto constant = torch::jit::toIValue(value);
  if (!constant) return std::nullopt;
  if (constant->isNone()) return std::optional<double>();
  if (!constant->isScalar() || constant->isBool()) return std::nullopt;
  const auto number = constant->toScalar().toDouble();
  if (std::isnan(number)) return std::nullopt;
  return std::optional(number);
}

/// What a node clamps its first input to, as numbers: low, high. nullopt: it does something else.
std::optional<std::array<std::optional<double>, 2>> clamp_of(const Node* node) {
  using Limits = std::array<std::optional<double>, 2>;
  const std::string op = without_place(node);
  if (op == "aten::relu") return Limits{0.0, std::nullopt};
  if (op == "aten::relu6") return Limits{0.0, 6.0};
  const bool two = op == "aten::clamp" || op == "aten::hardtanh";
  if (!two && op != "aten::clamp_min" && op != "aten::clamp_max") return std::nullopt;
  Limits limits;
  for (std::size_t i = 1; i < node->inputs().size(); ++i) {
    const auto limit = constant_limit(node->inputs()[i]);
    if (!limit) return std::nullopt;
    limits[op == "aten::clamp_max" ? 1 : i - 1] = *limit;
  }
  if (limits[0] && limits[1] && *limits[0] > *limits[1]) return std::nullopt;
  return limits;
}

/// Whether it adds another tensor to `value`, which is one of its operands, as it is.
bool adds_to(const Node* node, const Value* value) {
  if (without_place(node) != "aten::add" || node->inputs().size() != 3) return false;
  if (is_op(node, "aten::add_") && node->input(0) != value) return false;  // writes to the other one
  const auto alpha = torch::jit::toIValue(node->input(2));
  return is_tensor(node->input(0)) && is_tensor(node->input(1)) && alpha && alpha->isScalar() &&
         alpha->toScalar().toDouble() == 1;
}

std::optional<std::vector<std::int64_t>> constant_ints(Value* value) {
  if (const auto constant = torch::jit::toIValue(value))
    return constant->isIntList() ? std::optional(constant->toIntVector()) : std::nullopt;
  if (value->node()->kind() != c10::prim::ListConstruct) return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const Value* input : value->node()->inputs()) {
    const auto number = torch::jit::constant_as<std::int64_t>(input);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

/// Finds the sites of one method.
class Search {
 public:
  Search(const torch::jit::Module& flat, std::vector<StaticSite>& sites) : flat_(flat), sites_(sites) {}

  void run(torch::jit::Graph& graph) {
    std::vector<Node*> convs;
    for_each_node(graph.block(), [&](Node* node) {
      if (is_op(node, "athena::conv")) convs.push_back(node);
    });
    for (Node* conv : convs) {
      StaticSite site;
      if (!begin(conv, site)) continue;
      follow(site);
      sites_.push_back(std::move(site));
    }
  }

 private:
  bool begin(Node* conv, StaticSite& site) const {
    const auto path = attribute_path(conv->input(1));
    const auto value = path ? find_attribute(flat_, *path) : std::nullopt;
    if (!value || !value->isCustomClass()) return false;
    const auto packed = value->toCustomClass<PackedConv>();
    if (packed->data().weights.scheme != Scheme::Int8Static) return false;
    site.conv = conv;
    site.weights = *path;
    site.dimensions = static_cast<std::int64_t>(packed->data().kernel.size());
    if (!conv->input(3)->type()->isSubtypeOf(*c10::StringType::get())) return true;
    const auto word = torch::jit::constant_as<std::string>(conv->input(3));
    const auto stride = constant_ints(conv->input(2)), dilation = constant_ints(conv->input(4));
    const auto is_one = [](std::int64_t step) { return step == 1; };
    if (word && stride && dilation &&
        (*word == "valid" || std::all_of(stride->begin(), stride->end(), is_one)))
      site.padding = named_padding(*word, *stride, *dilation, packed->data().kernel);
    else
      site.why_not = "its padding is named, and not known before it runs";
    return true;
  }

  /// What comes behind the convolution.
  void follow(StaticSite& site) {
    Value* at = site.conv->output();
    Node* next = sole_user(at);
    if (next && adds_to(next, at) && added_.insert(next).second) {
      added_.erase(next);
      next = out_of_place(next);
      added_.insert(next);
      site.add = next;
      site.added_at = next->input(0) == at ? 1 : 0;
      at = next->output();
      next = sole_user(at);
    }
    if (next && is_op(next, "aten::max_pool2d") && next->input(0) == at) next = relu_before(next);
    if (!next || next->inputs().empty() || next->input(0) != at) return;
    const auto limits = clamp_of(next);
    if (!limits) return;
    site.clamp = out_of_place(next);
    site.low = (*limits)[0];
    site.high = (*limits)[1];
  }

  /// Moves the ReLU behind a pool before it; null: there is none.
  static Node* relu_before(Node* pool) {
    Node* relu = sole_user(pool->output());
    if (!relu || without_place(relu) != "aten::relu") return nullptr;
    relu->output()->replaceAllUsesWith(pool->output());
    Node* moved = pool->owningGraph()->create(c10::aten::relu, {pool->input(0)}, 1)->insertBefore(pool);
    moved->output()->setType(pool->input(0)->type());
    pool->replaceInput(0, moved->output());
    relu->destroy();
    return moved;
  }

  const torch::jit::Module& flat_;
  std::vector<StaticSite>& sites_;
  std::set<const Node*> added_;  // that a site has taken
};

}  // namespace

std::vector<StaticSite> static_sites(const torch::jit::Module& flat) {
  std::vector<StaticSite> sites;
  for (const torch::jit::Method& method : flat.get_methods()) Search(flat, sites).run(*method.graph());
  return sites;
}

}  // namespace athena
