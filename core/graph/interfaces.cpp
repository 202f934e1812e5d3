// SPDX-License-Identifier: Apache-2.0
#include "core/graph/interfaces.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

bool is_interface(const Value* value) { return value->type()->cast<c10::InterfaceType>() != nullptr; }

bool only_called(const Value* value) {
  return std::all_of(value->uses().begin(), value->uses().end(), [](const torch::jit::Use& use) {
    return use.user->kind() == c10::prim::CallMethod && use.offset == 0;
  });
}

/// Reads the module at a path below the root.
Value* read_module(Graph& graph, const std::string& path, const torch::jit::Module& root) {
  Value* value = read_attribute(graph, graph.inputs()[0], path);
  value->setType(find_attribute(root, path)->toObjectRef().type());
  return value;
}

using Choose = std::function<Value*(std::size_t)>;  // reads one of the modules, at the insertion point

/// In place of `call` the same call of one of `count` modules, by `which`; another number raises if `raises`,
/// and else calls the last.
void branch(Node* call, Value* which, std::size_t count, bool raises, const Choose& read) {
  Graph& graph = *call->owningGraph();
  const std::function<Value*(std::size_t)> choose = [&](std::size_t i) -> Value* {
    if (i == count) {
      Value* message = graph.insertConstant("list index out of range");
      graph.insertNode(
          graph.create(c10::prim::RaiseException, {message, graph.insertConstant(c10::IValue())}, 0));
      return graph.insertNode(graph.createUninitialized(call->output()->type()))->output();
    }
    const auto chosen = [&]() -> Value* {
      std::vector<Value*> inputs = call->inputs().vec();
      inputs[0] = read(i);
      Node* made = graph.create(c10::prim::CallMethod, inputs, 1);
      made->copyAttributes(*call);
      made->output()->setType(call->output()->type());
      return graph.insertNode(made)->output();
    };
    if (i + 1 == count && !raises) return chosen();
    Value* is_this = graph.insert(c10::aten::eq, {which, static_cast<std::int64_t>(i)});
    Node* decided = graph.insertNode(graph.create(c10::prim::If, {is_this}, 1));
    for (const bool taken : {true, false}) {
      torch::jit::Block* block = decided->addBlock();
      const torch::jit::WithInsertPoint inside(block);
      block->registerOutput(taken ? chosen() : choose(i + 1));
    }
    decided->output()->setType(call->output()->type());
    return decided->output();
  };
  {
    const torch::jit::WithInsertPoint before(call);
    call->output()->replaceAllUsesWith(choose(0));
  }
  call->destroy();
}

std::vector<Node*> calls_of(const Value* value) {
  std::vector<Node*> calls;
  for (const torch::jit::Use& use : value->uses()) calls.push_back(use.user);
  return calls;
}

std::vector<Node*> nodes_of(Graph& graph, c10::Symbol kind) {
  std::vector<Node*> found;
  for_each_node(graph.block(), [&](Node* node) {
    if (node->kind() == kind) found.push_back(node);
  });
  return found;
}

/// An index that counts from the end, as one from the begin.
Value* from_begin(Graph& graph, Value* index, std::size_t count) {
  Value* negative = graph.insert(c10::aten::lt, {index, 0});
  Value* offset = graph.insert(c10::aten::mul,
                               {graph.insert(c10::aten::Int, {negative}), static_cast<std::int64_t>(count)});
  return graph.insert(c10::aten::add, {index, offset});
}

}  // namespace

std::string Interfaces::canonical(const std::string& path) {
  const auto [owner, name] = split_path(path);
  const auto holder = find_attribute(module_, owner);
  if (!holder || !holder->isObject()) return path;
  return join_path(owners_.emplace(&holder->toObjectRef(), owner).first->second, name);
}

bool Interfaces::make_concrete(Graph& graph, const std::set<std::string>& written) {
  bool changed = false;
  for (Node* node : nodes_of(graph, c10::prim::GetAttr)) {
    if (!is_interface(node->output())) continue;
    const auto path = attribute_path(node->output());
    if (!path || written.count(canonical(*path))) continue;
    const auto value = find_attribute(module_, *path);
    if (!value || !value->isObject()) continue;
    node->output()->setType(value->toObjectRef().type());
    changed = true;
  }
  return changed;
}

bool Interfaces::branch_by_index(Graph& graph) {
  bool changed = false;
  for (Node* node : nodes_of(graph, c10::prim::ModuleContainerIndex)) {
    const auto path = attribute_path(node->input(0));
    const auto list = path ? find_attribute(module_, *path) : std::nullopt;
    if (!list || !only_called(node->output()) || node->input(1)->type() != c10::IntType::get()) continue;
    std::vector<std::string> names;
    for (const auto& child : torch::jit::Module(list->toObject()).named_children())
      names.push_back(join_path(*path, child.name));
    Value* index = nullptr;
    {
      const torch::jit::WithInsertPoint before(node);
      index = from_begin(graph, node->input(1), names.size());
    }
    for (Node* call : calls_of(node->output()))
      branch(call, index, names.size(), true,
             [&](std::size_t i) { return read_module(graph, names[i], module_); });
    node->destroy();
    changed = true;
  }
  return changed;
}

bool Interfaces::number(const std::string& path, const std::vector<std::shared_ptr<Graph>>& graphs) {
  const auto [owner, name] = split_path(path);
  const auto initial = find_attribute(module_, path);
  if (!initial || !initial->isModule() || numbered_.count(path)) return false;
  std::vector<std::string> candidates = {path};
  std::vector<std::pair<Node*, std::size_t>> writes;  // with the candidate that is assigned
  std::vector<Node*> reads;
  for (const auto& graph : graphs) {
    for (Node* node : nodes_of(*graph, c10::prim::SetAttr)) {
      const auto holder = attribute_path(node->input(0));
      if (!holder || canonical(join_path(*holder, node->s(c10::attr::name))) != path) continue;
      const auto from = attribute_path(node->input(1));
      const auto assigned = from ? find_attribute(module_, *from) : std::nullopt;
      if (!assigned || !assigned->isModule() || is_interface(node->input(1))) return false;
      const auto known = std::find_if(
          candidates.begin(), candidates.end(),
          [&](const std::string& candidate) { return find_attribute(module_, candidate)->is(*assigned); });
      writes.emplace_back(node, known - candidates.begin());
      if (known == candidates.end()) candidates.push_back(*from);
    }
    for (Node* node : nodes_of(*graph, c10::prim::GetAttr)) {
      const auto read = is_interface(node->output()) ? attribute_path(node->output()) : std::nullopt;
      if (!read || canonical(*read) != path) continue;
      if (!only_called(node->output())) return false;
      reads.push_back(node);
    }
  }
  std::string which = name + "_which";
  while (find_attribute(module_, join_path(owner, which))) which += "_";
  numbered_.insert(path);
  added_.push_back({owner, which, std::int64_t{0}});
  for (const auto& [node, candidate] : writes) {
    Graph& graph = *node->owningGraph();
    const torch::jit::WithInsertPoint before(node);
    Value* number = graph.insertConstant(static_cast<std::int64_t>(candidate));
    Node* set = graph.insertNode(graph.create(c10::prim::SetAttr, {node->input(0), number}, 0));
    set->s_(c10::attr::name, which);
  }
  for (const auto& [node, candidate] : writes) node->destroy();
  for (Node* node : reads) {
    Graph& graph = *node->owningGraph();
    Value* number = nullptr;
    {
      const torch::jit::WithInsertPoint before(node);
      number = read_new_attribute(graph, node->input(), which, c10::IntType::get());
    }
    for (Node* call : calls_of(node->output()))
      branch(call, number, candidates.size(), false,
             [&](std::size_t i) { return read_module(graph, candidates[i], module_); });
    node->destroy();
  }
  return true;
}

bool Interfaces::resolve(const std::vector<std::shared_ptr<Graph>>& graphs) {
  std::set<std::string> paths, written;
  for (const auto& graph : graphs) add_written_attributes(*graph, paths);
  for (const std::string& path : paths) written.insert(canonical(path));
  bool changed = false;
  for (const auto& graph : graphs) {
    changed |= make_concrete(*graph, written);
    changed |= branch_by_index(*graph);
  }
  if (changed) return true;  // what is called now may assign more
  for (const std::string& path : written) changed |= number(path, graphs);
  return changed;
}

Node* unresolved_interface(Graph& graph) {
  Node* found = nullptr;
  for_each_node(graph.block(), [&](Node* node) {
    const bool calls = node->kind() == c10::prim::CallMethod;
    if (found || (!calls && node->kind() != c10::prim::SetAttr)) return;
    const Value* value = node->input(calls ? 0 : 1);
    const auto module = value->type()->cast<c10::ClassType>();
    if (is_interface(value) || (module && module->is_module())) found = node;
  });
  return found;
}

}  // namespace athena
