// SPDX-License-Identifier: Apache-2.0
#include "core/graph/attributes.h"

#include "core/graph/blocks.h"

namespace athena {

std::string join_path(const std::string& parent, const std::string& name) {
  return parent.empty() ? name : parent + "." + name;
}

std::pair<std::string, std::string> split_path(const std::string& path) {
  const auto dot = path.rfind('.');
  if (dot == std::string::npos) return {"", path};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

std::optional<std::string> attribute_path(const torch::jit::Value* value) {
  std::string path;
  while (value->node()->kind() == c10::prim::GetAttr) {
    const std::string& name = value->node()->s(c10::attr::name);
    path = path.empty() ? name : name + "." + path;
    value = value->node()->input();
  }
  const torch::jit::Graph* graph = value->owningGraph();
  if (graph->inputs().empty() || value != graph->inputs()[0]) return std::nullopt;
  return path;
}

torch::jit::Value* read_attribute(torch::jit::Graph& graph, torch::jit::Value* owner,
                                  const std::string& path) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    owner = graph.insertGetAttr(owner, path.substr(begin, end - begin));
    begin = end + 1;
  }
  return owner;
}

torch::jit::Value* read_new_attribute(torch::jit::Graph& graph, torch::jit::Value* owner,
                                      const std::string& name, const c10::TypePtr& type) {
  torch::jit::Node* node = graph.create(c10::prim::GetAttr, {owner}, 1);
  node->s_(c10::attr::name, name);
  node->output()->setType(type);
  return graph.insertNode(node)->output();
}

std::optional<c10::IValue> find_attribute(const torch::jit::Module& root, const std::string& path) {
  c10::IValue at = root._ivalue();
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const std::string name = path.substr(begin, end - begin);
    if (!at.isObject() || !at.toObjectRef().type()->findAttributeSlot(name)) return std::nullopt;
    at = at.toObjectRef().getAttr(name);
    begin = end + 1;
  }
  return at;
}

std::string name_of_tensor(const c10::ivalue::Object& owner, const at::Tensor& tensor) {
  if (!tensor.defined()) return "";
  for (std::size_t i = 0; i < owner.type()->numAttributes(); ++i) {
    const c10::IValue& value = owner.getSlot(i);
    if (!value.isTensor() || !value.toTensor().defined()) continue;
    const at::Tensor& other = value.toTensor();
    if (other.is_same(tensor) ||
        (other.is_alias_of(tensor) && other.storage_offset() == tensor.storage_offset() &&
         other.sizes() == tensor.sizes() && other.strides() == tensor.strides() &&
         other.scalar_type() == tensor.scalar_type()))
      return owner.type()->getAttributeName(i);
  }
  return "";
}

void add_written_attributes(torch::jit::Graph& graph, std::set<std::string>& written) {
  for_each_node(graph.block(), [&](torch::jit::Node* node) {
    if (node->kind() != c10::prim::SetAttr) return;
    if (const auto owner = attribute_path(node->input(0)))
      written.insert(join_path(*owner, node->s(c10::attr::name)));
  });
}

std::set<std::string> written_attributes(const torch::jit::Module& flat) {
  std::set<std::string> written;
  for (const torch::jit::Method& method : flat.get_methods())
    add_written_attributes(*method.graph(), written);
  return written;
}

}  // namespace athena
