// SPDX-License-Identifier: Apache-2.0
#include "core/graph/flatten.h"

#include <torch/csrc/jit/passes/inliner.h>

#include <optional>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/module_tree.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;

/// A value of an interface type that no method reassigns is the object that is stored there: its calls can be
/// inlined. True if one was found.
bool make_interfaces_concrete(Graph& graph, const torch::jit::Module& module,
                              const std::set<std::string>& written) {
  bool changed = false;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() != c10::prim::GetAttr || !node->output()->type()->cast<c10::InterfaceType>()) return;
    const auto path = attribute_path(node->output());
    if (!path || written.count(*path)) return;
    const auto value = find_attribute(module, *path);
    if (!value || !value->isObject()) return;
    node->output()->setType(value->toObjectRef().type());
    changed = true;
  });
  return changed;
}

/// Copies of the methods' graphs with every call inlined that can be.
std::vector<std::shared_ptr<Graph>> inlined_graphs(const torch::jit::Module& module) {
  std::vector<std::shared_ptr<Graph>> graphs;
  for (const torch::jit::Method& method : module.get_methods()) graphs.push_back(method.graph()->copy());
  for (bool changed = true; changed;) {
    std::set<std::string> written;
    for (const auto& graph : graphs) {
      torch::jit::Inline(*graph);
      add_written_attributes(*graph, written);
    }
    changed = false;
    for (const auto& graph : graphs) changed |= make_interfaces_concrete(*graph, module, written);
  }
  return graphs;
}

/// Gives the values that stand for modules the classes of the new tree, and reads an instance that stands at
/// several places from the first of them everywhere, so that one path names it.
void retype(Graph& graph, const ModuleTree& tree) {
  graph.inputs()[0]->setType(tree.root().type());
  const std::function<void(torch::jit::Block*)> walk = [&](torch::jit::Block* block) {
    for (Node* node : block->nodes()) {
      if (node->kind() == c10::prim::GetAttr && tree.path_of(node->input()->type().get())) {
        const auto owner = node->input()->type()->expect<c10::ClassType>();
        if (const auto slot = owner->findAttributeSlot(node->s(c10::attr::name)))
          node->output()->setType(owner->getAttribute(*slot));
        const std::string* first = tree.path_of(node->output()->type().get());
        if (first && attribute_path(node->output()) != *first) {
          torch::jit::WithInsertPoint before(node);
          node->output()->replaceAllUsesWith(read_attribute(graph, graph.inputs()[0], *first));
        }
      }
      for (torch::jit::Block* inner : node->blocks()) walk(inner);
    }
  };
  walk(graph.block());
}

/// The first call of a module that was not inlined, or null.
Node* remaining_call(Graph& graph) {
  Node* found = nullptr;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() != c10::prim::CallMethod || found) return;
    const auto owner = node->input(0)->type();
    const auto module = owner->cast<c10::ClassType>();
    if (owner->cast<c10::InterfaceType>() || (module && module->is_module())) found = node;
  });
  return found;
}

c10::FunctionSchema schema_for(const c10::FunctionSchema& old, const c10::ClassTypePtr& self) {
  std::vector<c10::Argument> arguments = old.arguments();
  arguments[0] = arguments[0].cloneWithType(self);
  return old.cloneWithArguments(std::move(arguments));
}

}  // namespace

Result<torch::jit::Module> flatten(const torch::jit::Module& source, const TreeEdits& edits) {
  const ModuleTree tree(source, edits);
  const c10::ClassTypePtr type = tree.root().type();
  const auto methods = source.get_methods();
  const auto graphs = inlined_graphs(source);
  for (std::size_t i = 0; i < methods.size(); ++i) {
    const torch::jit::Method& method = methods[i];
    const auto& graph = graphs[i];
    if (const Node* call = remaining_call(*graph))
      return fail(
          ErrorCode::NotSupported,
          "Method '" + method.name() + "' calls '" + call->s(c10::attr::name) +
              "' of a module that is only known when the model runs; Athena cannot rewrite such a model.",
          call->sourceRange().str());
    retype(*graph, tree);
    auto* function = tree.unit()->create_function(c10::QualifiedName(*type->name(), method.name()), graph);
    function->setSchema(schema_for(method.function().getSchema(), type));
    type->addMethod(function);
  }
  return tree.root();
}

}  // namespace athena
