// SPDX-License-Identifier: Apache-2.0
#include "core/measure/multiply_adds.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <map>

namespace athena {
namespace {

using Rule = MultiplyAddRule;
using Kind = MultiplyAddRule::Kind;

/// Positions follow the schemas in ATen/native/native_functions.yaml.
const std::map<std::string, Rule>& table() {
  static const std::map<std::string, Rule> rules = {
      {"aten::linear", {Kind::Matmul, {0}}},
      {"aten::matmul", {Kind::Matmul, {0}}},
      {"aten::mm", {Kind::Matmul, {0}}},
      {"aten::bmm", {Kind::Matmul, {0}}},
      {"aten::mv", {Kind::Matmul, {0}}},
      {"aten::dot", {Kind::Matmul, {0}}},
      {"aten::addmm", {Kind::Matmul, {1}}},
      {"aten::baddbmm", {Kind::Matmul, {1}}},
      {"aten::conv1d", {Kind::Convolution, {0, 1}}},
      {"aten::conv2d", {Kind::Convolution, {0, 1}}},
      {"aten::conv3d", {Kind::Convolution, {0, 1}}},
      {"aten::_convolution_mode", {Kind::Convolution, {0, 1}}},
      {"aten::_convolution", {Kind::Convolution, {0, 1}}},
      {"aten::convolution", {Kind::Convolution, {0, 1}}},
      {"aten::conv_transpose1d", {Kind::TransposedConvolution, {0, 1}}},
      {"aten::conv_transpose2d", {Kind::TransposedConvolution, {0, 1}}},
      {"aten::conv_transpose3d", {Kind::TransposedConvolution, {0, 1}}},
      {"aten::bilinear", {Kind::Bilinear, {2}}},
      {"aten::lstm_cell", {Kind::Cell, {0, 2, 3}}},
      {"aten::gru_cell", {Kind::Cell, {0, 2, 3}}},
      {"aten::rnn_tanh_cell", {Kind::Cell, {0, 2, 3}}},
      {"aten::rnn_relu_cell", {Kind::Cell, {0, 2, 3}}},
      {"aten::scaled_dot_product_attention", {Kind::Attention, {0, 1}}},
      {"athena::attention", {Kind::Attention, {0, 1}}},
  };
  return rules;
}

/// The weights' list is the last that is one of tensors.
int last_list(const torch::jit::Node* node) {
  for (int i = static_cast<int>(node->inputs().size()) - 1; i >= 0; --i)
    if (node->input(i)->type()->isSubtypeOf(*c10::ListType::ofTensors())) return i;
  return -1;
}

std::int64_t rows_of(const at::Tensor& x) {
  return x.dim() > 1 ? x.numel() / std::max<std::int64_t>(x.size(-1), 1) : 1;
}

std::int64_t matrix_elements(const std::vector<at::Tensor>& weights) {
  std::int64_t all = 0;
  for (const at::Tensor& weight : weights)
    if (weight.dim() > 1) all += weight.numel();
  return all;
}

/// Labels of each operand, with what "..." stands for as upper-case letters that no equation may then use;
/// their sizes.
struct Labels {
  std::vector<std::string> operands;
  std::string output;
  std::map<char, std::int64_t> size;
};

std::string spelled_out(std::string labels, std::int64_t dims) {
  const auto dots = labels.find("...");
  if (dots == std::string::npos) return labels;
  std::string rest;  // aligned at their end, as broadcasting does
  for (std::int64_t i = dims - (static_cast<std::int64_t>(labels.size()) - 3); i > 0; --i)
    rest += static_cast<char>(i);
  return labels.replace(dots, 3, rest);
}

Labels labels_of(std::string equation, const std::vector<at::Tensor>& tensors) {
  equation.erase(std::remove(equation.begin(), equation.end(), ' '), equation.end());
  const auto arrow = equation.find("->");
  std::string left = equation.substr(0, arrow) + ",";
  Labels labels;
  for (const at::Tensor& tensor : tensors) {
    const auto comma = left.find(',');
    labels.operands.push_back(spelled_out(left.substr(0, comma), tensor.dim()));
    left.erase(0, comma + 1);
    for (std::size_t i = 0; i < labels.operands.back().size(); ++i) {
      std::int64_t& size = labels.size[labels.operands.back()[i]];
      size = std::max(size, tensor.size(static_cast<std::int64_t>(i)));
    }
  }
  if (arrow != std::string::npos) {
    labels.output = equation.substr(arrow + 2);
    return labels;
  }
  for (const auto& [label, size] : labels.size) {  // left out: those that occur once
    int times = 0;
    for (const std::string& operand : labels.operands)
      times += static_cast<int>(std::count(operand.begin(), operand.end(), label));
    if (times == 1) labels.output += label;
  }
  return labels;
}

/// Contracted from the left, as LibTorch does without a path.
std::int64_t einsum(const std::string& equation, const std::vector<at::Tensor>& tensors) {
  const Labels labels = labels_of(equation, tensors);
  std::string so_far = labels.operands.empty() ? "" : labels.operands[0];
  std::int64_t all = 0;
  for (std::size_t next = 1; next < labels.operands.size(); ++next) {
    std::string both = so_far;
    for (const char label : labels.operands[next])
      if (both.find(label) == std::string::npos) both += label;
    std::int64_t product = 1;
    for (const char label : both) product *= labels.size.at(label);
    all += product;
    std::string needed = labels.output;
    for (std::size_t later = next + 1; later < labels.operands.size(); ++later)
      needed += labels.operands[later];
    so_far.clear();
    for (const char label : both)
      if (label < ' ' || needed.find(label) != std::string::npos) so_far += label;
  }
  return all;
}

}  // namespace

std::optional<Rule> multiply_add_rule(const torch::jit::Node* node) {
  const std::string op = node->kind().toQualString();
  if (op == "aten::einsum") {
    const auto equation = torch::jit::constant_as<std::string>(node->input(0));
    if (!equation) return std::nullopt;
    return Rule{Kind::Einsum, {}, 1, *equation};
  }
  if (op == "aten::lstm" || op == "aten::gru" || op == "aten::rnn_tanh" || op == "aten::rnn_relu")
    return Rule{Kind::Recurrent, {0}, last_list(node), {}};
  const auto found = table().find(op);
  if (found == table().end()) return std::nullopt;
  Rule rule = found->second;
  if (rule.kind == Kind::Convolution && node->hasNamedInput("transposed") &&
      torch::jit::constant_as<bool>(node->namedInput("transposed")).value_or(false))
    rule.kind = Kind::TransposedConvolution;
  return rule;
}

std::int64_t count_multiply_adds(const Rule& rule, const std::vector<at::Tensor>& operands,
                                 const std::vector<at::Tensor>& list, const at::Tensor& output) {
  const auto per_filter = [&] {
    return operands[1].numel() / std::max<std::int64_t>(operands[1].size(0), 1);
  };
  switch (rule.kind) {
    case Kind::Matmul:  // the first operand's last dimension is summed over
      return output.numel() * (operands[0].dim() > 0 ? operands[0].size(-1) : 1);
    case Kind::Convolution:
      return output.numel() * per_filter();
    case Kind::TransposedConvolution:
      return operands[0].numel() * per_filter();
    case Kind::Bilinear:  // weight [N, A, B]
      return output.numel() * operands[0].size(1) * operands[0].size(2);
    case Kind::Recurrent:  // every row meets every weight matrix once
      return rows_of(operands[0]) * matrix_elements(list);
    case Kind::Cell:
      return rows_of(operands[0]) * (operands[1].numel() + operands[2].numel());
    case Kind::Attention:  // q [..., L, E] with k [..., S, E], and their products with v [..., S, Ev]
      return (operands[0].numel() + output.numel()) * operands[1].size(-2);
    case Kind::Einsum:
      return einsum(rule.equation, list);
  }
  return 0;
}

}  // namespace athena
