// SPDX-License-Identifier: Apache-2.0
#include "core/data/input_shapes.h"

#include <torch/csrc/jit/passes/inliner.h>
#include <torch/script.h>

#include <algorithm>
#include <optional>

namespace athena {
namespace {

using Shapes = std::vector<InputShape>;

constexpr std::int64_t kSequence = 16;
constexpr std::size_t kNumbers = 8;  // of a kind that are tried
constexpr std::int64_t kShortestSignal = 64, kLongestSignal = 1 << 16;

/// The tensor behind a constant or a chain of prim::GetAttr from `self`, transposed or not.
std::optional<at::Tensor> stored_tensor(const torch::jit::Value* value, const torch::jit::Module& module,
                                        const torch::jit::Value* self) {
  while (value->node()->kind() == c10::aten::t) value = value->node()->input(0);
  if (const auto constant = torch::jit::toIValue(value))
    return constant->isTensor() ? std::optional(constant->toTensor()) : std::nullopt;
  std::vector<std::string> path;
  const torch::jit::Node* node = value->node();
  while (node->kind() == c10::prim::GetAttr) {
    path.push_back(node->s(c10::attr::name));
    value = node->input();
    node = value->node();
  }
  if (value != self || path.empty()) return std::nullopt;
  c10::IValue at = module._ivalue();
  for (auto name = path.rbegin(); name != path.rend(); ++name) {
    if (!at.isObject()) return std::nullopt;
    at = at.toObjectRef().getAttr(*name);
  }
  return at.isTensor() ? std::optional(at.toTensor()) : std::nullopt;
}

/// What an op of this name asks of its input when its weight is `weight`; empty: not an op of ours.
Shapes shapes_for(const std::string& op, const at::Tensor& weight, std::int64_t groups) {
  const auto rows = [&](std::int64_t k) { return Shapes{{{k}}, {{kSequence, k}}, {{1, k}}}; };
  const auto images = [](std::int64_t channels) {
    Shapes shapes;
    const bool colours = channels == 3;  // as of photographs
    for (const std::int64_t side :
         colours ? std::vector<std::int64_t>{224, 32, 64, 28} : std::vector<std::int64_t>{28, 32, 64, 224})
      shapes.push_back({{channels, side, side}});
    return shapes;
  };
  const std::int64_t dim = weight.dim();
  if (op == "aten::embedding" && dim == 2) return {{{kSequence}, weight.size(0)}, {{}, weight.size(0)}};
  if ((op == "aten::linear" || op == "aten::_native_multi_head_attention" ||
       op == "aten::_transformer_encoder_layer_fwd") &&
      dim == 2)
    return rows(weight.size(1));
  if ((op == "aten::matmul" || op == "aten::mm" || op == "aten::addmm") && dim == 2) {
    Shapes shapes = rows(weight.size(0));
    for (InputShape& shape : rows(weight.size(1))) shapes.push_back(std::move(shape));
    return shapes;
  }
  if (op == "aten::batch_norm" && dim == 1) {
    Shapes shapes = images(weight.size(0));
    shapes.push_back({{weight.size(0)}});
    return shapes;
  }
  if (op == "aten::layer_norm" && dim >= 1) return rows(weight.size(-1));
  if ((op == "aten::lstm" || op == "aten::gru") && dim == 2) return {{{kSequence, weight.size(1)}}};
  if (dim < 3 || (!op.starts_with("aten::conv") && op != "aten::_convolution")) return {};
  const std::int64_t channels = weight.size(1) * groups;
  if (dim == 3) return {{{channels, 512}}, {{channels, 16000}}};
  if (dim == 4) return images(channels);
  return {{{channels, 8, 32, 32}}};
}

std::int64_t groups_of(const torch::jit::Node* node) {
  if (!node->maybeSchema() || !node->hasNamedInput("groups")) return 1;
  const auto groups = torch::jit::toIValue(node->namedInput("groups"));
  return groups && groups->isInt() ? groups->toInt() : 1;
}

/// Shapes that the first op with a stored weight asks for, in the order in which the graph is written.
Shapes first_layer(const torch::jit::Block* block, const torch::jit::Module& module,
                   const torch::jit::Value* self) {
  for (const torch::jit::Node* node : block->nodes()) {
    for (const torch::jit::Value* input : node->inputs()) {
      std::vector<const torch::jit::Value*> values{input};
      if (input->node()->kind() == c10::prim::ListConstruct)  // an LSTM's weights
        values.assign(input->node()->inputs().begin(), input->node()->inputs().end());
      for (const torch::jit::Value* value : values)
        if (const auto weight = stored_tensor(value, module, self); weight && weight->defined())
          if (Shapes shapes = shapes_for(node->kind().toQualString(), *weight, groups_of(node));
              !shapes.empty()) {
            if (at::isFloatingType(weight->scalar_type()))
              for (InputShape& shape : shapes) shape.dtype = weight->scalar_type();
            return shapes;
          }
    }
    for (const torch::jit::Block* inner : node->blocks())
      if (Shapes shapes = first_layer(inner, module, self); !shapes.empty()) return shapes;
  }
  return {};
}

template <typename Visit>
void for_each_node(const torch::jit::Block* block, const Visit& visit) {
  for (const torch::jit::Node* node : block->nodes()) {
    visit(node);
    for (const torch::jit::Block* inner : node->blocks()) for_each_node(inner, visit);
  }
}

void add_new(std::vector<std::int64_t>& numbers, std::int64_t number) {
  if (numbers.size() < kNumbers && std::find(numbers.begin(), numbers.end(), number) == numbers.end())
    numbers.push_back(number);
}

/// Whole numbers that others are compared with, ranks and sizes apart.
std::vector<std::int64_t> compared_numbers(const torch::jit::Block* block) {
  std::vector<std::int64_t> numbers{1};
  for_each_node(block, [&](const torch::jit::Node* node) {
    if (node->kind() != c10::aten::eq && node->kind() != c10::aten::ne) return;
    const auto number = torch::jit::toIValue(node->input(1));
    const auto of = node->input(0)->node()->kind();
    if (number && number->isInt() && of != c10::aten::dim && of != c10::aten::size && of != c10::aten::len)
      add_new(numbers, number->toInt());
  });
  return numbers;
}

/// Lengths of a signal that stand in the code.
std::vector<std::int64_t> lengths(const torch::jit::Block* block) {
  std::vector<std::int64_t> numbers;
  for_each_node(block, [&](const torch::jit::Node* node) {
    if (node->kind() != c10::prim::Constant || !node->output()->type()->isSubtypeOf(*c10::IntType::get()))
      return;
    const std::int64_t number = torch::jit::toIValue(node->output())->toInt();
    if (number >= kShortestSignal && number <= kLongestSignal) add_new(numbers, number);
  });
  return numbers;
}

}  // namespace

LikelyInputs likely_inputs(const torch::jit::Module& module, const torch::jit::Method& method) {
  const auto graph = method.graph()->copy();
  torch::jit::Inline(*graph);
  LikelyInputs likely{first_layer(graph->block(), module, graph->inputs()[0]),
                      compared_numbers(graph->block())};
  const auto dtype = likely.shapes.empty() ? at::kFloat : likely.shapes.front().dtype;
  Shapes others{{{1, 28, 28}}, {{3, 32, 32}}, {{3, 224, 224}}, {{1, 32, 32}}};
  for (const std::int64_t length : lengths(graph->block())) others.push_back({{length}});
  for (InputShape& other : others) {
    other.dtype = dtype;
    if (std::find(likely.shapes.begin(), likely.shapes.end(), other) == likely.shapes.end())
      likely.shapes.push_back(other);
  }
  return likely;
}

bool writes_attributes(const torch::jit::Method& method) {
  const auto graph = method.graph()->copy();
  torch::jit::Inline(*graph);
  bool writes = false;
  for_each_node(graph->block(),
                [&](const torch::jit::Node* node) { writes |= node->kind() == c10::prim::SetAttr; });
  return writes;
}

}  // namespace athena
