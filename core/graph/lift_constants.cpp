// SPDX-License-Identifier: Apache-2.0
#include "core/graph/lift_constants.h"

#include <torch/csrc/jit/ir/constants.h>

#include <tuple>

#include "core/base/lower_case.h"
#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/op_kinds.h"
#include "core/graph/tensor_roles.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

std::optional<at::Tensor> constant(const Value* value) {
  if (value->node()->kind() != c10::prim::Constant) return std::nullopt;
  const auto stored = torch::jit::toIValue(value);
  if (!stored || !stored->isTensor() || !stored->toTensor().defined()) return std::nullopt;
  const at::Tensor tensor = stored->toTensor();
  return tensor.dim() > 0 && tensor.is_floating_point() ? std::optional(tensor) : std::nullopt;
}

class ConstantLift {
 public:
  explicit ConstantLift(const torch::jit::Module& flat) : flat_(flat) {}

  TreeEdits run() {
    each_node([&](Node* node) { lift_layer(node); });
    each_node([&](Node* node) {
      if (node->kind() == c10::prim::Constant && constant(node->output())) lift_other(node->output());
    });
    TreeEdits edits;
    for (auto& [name, module] : modules_) edits.add.push_back({"", name, module._ivalue()});
    for (auto& [name, tensor] : others_) edits.add.push_back({"", name, tensor});
    return edits;
  }

 private:
  template <typename Visit>
  void each_node(const Visit& visit) {
    for (const torch::jit::Method& method : flat_.get_methods())
      for_each_node(method.graph()->block(), [&](Node* node) { visit(node); });
  }

  using Key = std::tuple<const void*, std::vector<std::int64_t>, std::vector<std::int64_t>>;
  static Key key(const at::Tensor& tensor) {
    return {tensor.const_data_ptr(), tensor.sizes().vec(), tensor.strides().vec()};
  }

  std::string numbered(const std::string& kind) {
    const std::string stem = lower_case(kind);
    const auto type = flat_._ivalue()->type();
    std::string name;
    do name = stem + "_" + std::to_string(count_[stem]++);
    while (type->hasAttribute(name));
    return name;
  }

  void lift_layer(Node* node) {
    const OpKind op = op_kind(node);
    if (op.kind.empty()) return;
    std::vector<std::pair<Value*, std::string>> roles;  // of the inputs that are constants
    at::Tensor weight;
    for (auto& [value, role] : tensor_roles(node))
      if (const auto tensor = constant(value)) {
        roles.emplace_back(value, role);
        if (!weight.defined() || role == "weight") weight = *tensor;
      }
    if (roles.empty()) return;
    torch::jit::Module* module = nullptr;
    for (auto& [value, role] : roles) {
      const auto [known, is_new] = names_.try_emplace(key(*constant(value)));
      if (is_new) {
        if (!module) {
          const bool product = op.kind == "Matmul" || op.kind == "Einsum";
          const bool is_matrix = product && weight.dim() == 2;  // spell_linear() will say so
          const std::string name = numbered(is_matrix ? "Linear" : layer_kind(op, node, weight));
          module = &modules_.emplace_back(name, torch::jit::Module(name)).second;
          module->register_attribute("training", c10::BoolType::get(), false);
        }
        const std::string& owner = modules_.back().first;
        std::string name = role;
        for (int n = 2; module->hasattr(name); ++n) name = role + "_" + std::to_string(n);
        module->register_parameter(name, constant(value)->detach(), false);
        known->second = owner + "." + name;
      }
      replace(value, known->second);
    }
  }

  void lift_other(Value* value) {
    const auto [known, is_new] = names_.try_emplace(key(*constant(value)));
    if (is_new) {
      known->second = numbered("constant");
      others_.emplace_back(known->second, *constant(value));
    }
    replace(value, known->second);
  }

  /// Every use of the constant reads the attribute, from the graph's begin, which all constants can see.
  static void replace(Value* value, const std::string& path) {
    Graph& graph = *value->owningGraph();
    const torch::jit::WithInsertPoint at(value->node());
    const auto [owner, name] = split_path(path);
    Value* from = graph.inputs()[0];
    if (!owner.empty()) from = read_new_attribute(graph, from, owner, c10::AnyType::get());
    value->replaceAllUsesWith(read_new_attribute(graph, from, name, c10::TensorType::get()));
  }

  const torch::jit::Module& flat_;
  std::vector<std::pair<std::string, torch::jit::Module>> modules_;
  std::vector<std::pair<std::string, at::Tensor>> others_;
  std::map<Key, std::string> names_;
  std::map<std::string, int> count_;
};

}  // namespace

TreeEdits lift_constants(const torch::jit::Module& flat) { return ConstantLift(flat).run(); }

}  // namespace athena
