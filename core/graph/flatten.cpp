// SPDX-License-Identifier: Apache-2.0
#include "core/graph/flatten.h"

#include <torch/csrc/jit/passes/inliner.h>

#include <optional>

#include "core/graph/attributes.h"
#include "core/graph/interfaces.h"
#include "core/graph/module_tree.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;

/// Copies of the methods' graphs with every call inlined that can be.
std::vector<std::shared_ptr<Graph>> inlined_graphs(const torch::jit::Module& module, Interfaces& interfaces) {
  std::vector<std::shared_ptr<Graph>> graphs;
  for (const torch::jit::Method& method : module.get_methods()) graphs.push_back(method.graph()->copy());
  do {
    for (const auto& graph : graphs) torch::jit::Inline(*graph);
  } while (interfaces.resolve(graphs));
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

c10::FunctionSchema schema_for(const c10::FunctionSchema& old, const c10::ClassTypePtr& self) {
  std::vector<c10::Argument> arguments = old.arguments();
  arguments[0] = arguments[0].cloneWithType(self);
  return old.cloneWithArguments(std::move(arguments));
}

}  // namespace

Result<torch::jit::Module> flatten(const torch::jit::Module& source, const TreeEdits& edits) {
  Interfaces interfaces(source);
  const auto graphs = inlined_graphs(source, interfaces);
  TreeEdits all = edits;
  all.add.insert(all.add.end(), interfaces.added().begin(), interfaces.added().end());
  const ModuleTree tree(source, all);
  const c10::ClassTypePtr type = tree.root().type();
  const auto methods = source.get_methods();
  for (std::size_t i = 0; i < methods.size(); ++i) {
    const torch::jit::Method& method = methods[i];
    const auto& graph = graphs[i];
    if (const Node* node = unresolved_interface(*graph))
      return fail(
          ErrorCode::NotSupported,
          "Method '" + method.name() + "' " + (node->kind() == c10::prim::SetAttr ? "assigns" : "calls") +
              " '" + node->s(c10::attr::name) +
              "' of a module that is only known when the model runs; Athena cannot rewrite such a model.",
          node->sourceRange().str());
    retype(*graph, tree);
    auto* function = tree.unit()->create_function(c10::QualifiedName(*type->name(), method.name()), graph);
    function->setSchema(schema_for(method.function().getSchema(), type));
    type->addMethod(function);
  }
  return tree.root();
}

}  // namespace athena
