// SPDX-License-Identifier: Apache-2.0
#include "core/graph/spell_linear.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>

#include "core/graph/blocks.h"
#include "core/graph/einsum_terms.h"
#include "core/graph/stored_values.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

/// More of them stay one product: as many calls would take longer than the product.
constexpr std::int64_t kMostMatrices = 64;

class LinearSpelling {
 public:
  LinearSpelling(Graph& graph, const torch::jit::Module& flat) : graph_(graph), stored_(flat) {}

  void run() {
    for_each_node(graph_.block(), [&](Node* node) { multiply(node); });
    for_each_node(graph_.block(), [&](Node* node) { add_bias(node); });
  }

 private:
  bool is_matrix(const Value* value) const {
    const auto tensor = stored_.tensor(value);
    return tensor && tensor->dim() == 2 && at::isFloatingType(tensor->scalar_type());
  }
  bool is_bias(const Value* value, std::int64_t outputs) const {
    const auto tensor = stored_.tensor(value);
    return tensor && tensor->dim() == 1 && tensor->size(0) == outputs;
  }
  Value* none() { return graph_.insertConstant(c10::IValue()); }

  void multiply(Node* node) {
    const torch::jit::WithInsertPoint before(node);
    if (node->kind() == c10::aten::mm || node->kind() == c10::aten::matmul) {
      if (is_matrix(node->input(1)) && !stored_.of(node->input(0)))
        replace_node(node, linear(node->input(0), node->input(1), none()));
    } else if (node->kind() == c10::aten::addmm) {
      addmm(node);
    } else if (node->kind() == c10::aten::einsum) {
      einsum(node);
    } else if (node->kind() == c10::aten::bmm) {
      bmm(node);
    }
  }

  /// `weight`: [K, N].
  Value* linear(Value* input, Value* weight, Value* bias) {
    return graph_.insert(c10::aten::linear, {input, graph_.insert(c10::aten::t, {weight}), bias});
  }

  void addmm(Node* node) {
    const auto is_one = [](const Value* value) {
      const auto number = torch::jit::toIValue(value);
      return number && number->isScalar() && number->toScalar().toDouble() == 1;
    };
    if (!is_matrix(node->input(2)) || stored_.of(node->input(1)) || !is_one(node->input(3)) ||
        !is_one(node->input(4)))
      return;
    if (is_bias(node->input(0), stored_.tensor(node->input(2))->size(1)))
      return replace_node(node, linear(node->input(1), node->input(2), node->input(0)));
    Value* product = linear(node->input(1), node->input(2), none());
    replace_node(node, graph_.insert(c10::aten::add, {node->input(0), product}));
  }

  void einsum(Node* node) {
    const auto equation = torch::jit::toIValue(node->input(0));
    const Node* operands = node->input(1)->node();
    if (!equation || operands->kind() != c10::prim::ListConstruct || operands->inputs().size() != 2) return;
    const bool weight_first = stored_.tensor(operands->input(0)).has_value();
    Value* input = operands->input(weight_first ? 1 : 0);
    Value* weight = operands->input(weight_first ? 0 : 1);
    const auto tensor = stored_.tensor(weight);
    const auto found = linear_einsum(equation->toStringRef(), weight_first);
    if (!tensor || stored_.of(input) || !found || !at::isFloatingType(tensor->scalar_type())) return;
    if (static_cast<std::int64_t>(found->weight_order.size()) != tensor->dim()) return;
    // Kept and summed dimensions become one each; afterwards the kept ones are told apart again.
    const auto kept = tensor->dim() - found->summed;
    std::vector<std::int64_t> sizes;
    for (std::int64_t i = 0; i < kept; ++i) sizes.push_back(tensor->size(found->weight_order[i]));
    const auto permuted = tensor->permute(found->weight_order);
    const std::int64_t columns = c10::multiply_integers(permuted.sizes().slice(kept));
    Value* rows = graph_.insert(c10::aten::permute, {input, found->input_order});
    rows = graph_.insert(c10::aten::flatten, {rows, -found->summed, -1});
    Value* matrix = graph_.insert(c10::aten::permute, {weight, found->weight_order});
    matrix = graph_.insert(c10::aten::reshape, {matrix, std::vector<std::int64_t>{-1, columns}});
    Value* product = graph_.insert(c10::aten::linear, {rows, matrix, none()});
    if (kept != 1)
      product = graph_.insert(c10::Symbol::fromQualString("aten::unflatten"), {product, -1, sizes});
    replace_node(node, graph_.insert(c10::aten::permute, {product, found->output_order}));
  }

  /// A stored stack of matrices [B, K, N] is a layer for each.
  void bmm(Node* node) {
    const auto tensor = stored_.tensor(node->input(1));
    if (!tensor || tensor->dim() != 3 || !at::isFloatingType(tensor->scalar_type()) || tensor->size(0) == 0 ||
        tensor->size(0) > kMostMatrices || stored_.of(node->input(0)))
      return;
    std::vector<Value*> products;
    for (std::int64_t b = 0; b < tensor->size(0); ++b) {
      Value* matrix = graph_.insert(c10::aten::select, {node->input(1), 0, b});
      products.push_back(linear(graph_.insert(c10::aten::select, {node->input(0), 0, b}), matrix, none()));
    }
    Value* list = graph_.insertNode(graph_.createList(c10::TensorType::get(), products))->output();
    replace_node(node, graph_.insert(c10::aten::stack, {list, 0}));
  }

  /// linear(x, w) + b, where nothing else sees the product.
  void add_bias(Node* node) {
    if (node->kind() != c10::aten::add && node->kind() != c10::aten::add_) return;
    const auto scale = torch::jit::toIValue(node->inputs().back());
    if (node->inputs().size() != 3 || !scale || !scale->isInt() || scale->toInt() != 1) return;
    for (int side = 0; side < (node->kind() == c10::aten::add ? 2 : 1); ++side) {
      Node* product = node->input(side)->node();
      Value* bias = node->input(1 - side);
      if (product->kind() != c10::aten::linear || product->output()->uses().size() != 1 ||
          !product->input(2)->mustBeNone() || product->owningBlock() != node->owningBlock())
        continue;
      const auto weight = stored_.tensor(product->input(1));
      if (!weight || weight->dim() != 2 || !is_bias(bias, weight->size(0)) ||
          stored_.tensor(bias)->scalar_type() != weight->scalar_type())
        continue;
      const torch::jit::WithInsertPoint before(node);
      return replace_node(node,
                          graph_.insert(c10::aten::linear, {product->input(0), product->input(1), bias}));
    }
  }

  Graph& graph_;
  StoredValues stored_;
};

}  // namespace

void spell_linear(Graph& graph, const torch::jit::Module& flat) { LinearSpelling(graph, flat).run(); }

}  // namespace athena
