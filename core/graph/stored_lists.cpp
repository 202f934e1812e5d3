// SPDX-License-Identifier: Apache-2.0
#include "core/graph/stored_lists.h"

#include <set>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

bool only_reads(const Node* node) {
  static const std::set<std::string> ops = {"aten::lstm",      "aten::gru", "aten::rnn_tanh",
                                            "aten::rnn_relu",  "aten::len", "aten::__getitem__",
                                            "prim::ListUnpack"};
  return ops.count(node->kind().toQualString()) > 0;
}

/// Names of a module's tensors that are the items, in their order; empty: one of them has none.
std::vector<std::string> names_of(const std::vector<at::Tensor>& items, const c10::ivalue::Object& owner) {
  std::vector<std::string> names;
  for (const at::Tensor& item : items) {
    names.push_back(name_of_tensor(owner, item));
    if (names.back().empty()) return {};
  }
  return names;
}

/// True if all uses could be given the named tensors.
bool name_items(Node* node, const std::string& owner_path, const torch::jit::Module& flat) {
  const auto owner = find_attribute(flat, owner_path);
  const auto list = find_attribute(flat, *attribute_path(node->output()));
  if (!owner || !list || !list->isTensorList()) return false;
  for (const torch::jit::Use& use : node->output()->uses())
    if (!only_reads(use.user)) return false;
  const auto names = names_of(list->toTensorVector(), owner->toObjectRef());
  if (names.empty()) return false;
  torch::jit::Graph& graph = *node->owningGraph();
  const torch::jit::WithInsertPoint before(node);
  std::vector<Value*> items;
  for (const std::string& name : names) items.push_back(graph.insertGetAttr(node->input(), name));
  Value* named = graph.insertNode(graph.createList(c10::TensorType::get(), items))->output();
  node->output()->replaceAllUsesWith(named);
  node->destroy();
  return true;
}

}  // namespace

TreeEdits name_list_items(const torch::jit::Module& flat) {
  TreeEdits edits;
  std::set<std::string> kept = written_attributes(flat);
  for (const torch::jit::Method& method : flat.get_methods())
    for_each_node(method.graph()->block(), [&](Node* node) {
      if (node->kind() != c10::prim::GetAttr ||
          !node->output()->type()->isSubtypeOf(*c10::ListType::ofTensors()))
        return;
      const auto path = attribute_path(node->output());
      if (!path) return;
      const bool named = !kept.count(*path) && name_items(node, split_path(*path).first, flat);
      if (named)
        edits.remove.insert(*path);
      else
        kept.insert(*path);
    });
  for (const std::string& path : kept) edits.remove.erase(path);
  return edits;
}

}  // namespace athena
