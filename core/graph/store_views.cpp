// SPDX-License-Identifier: Apache-2.0
#include "core/graph/store_views.h"

#include <sstream>
#include <tuple>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/stored_values.h"

namespace athena {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

/// How an attribute's elements are seen; a view that had to copy them also goes by the ops that made it.
struct View {
  at::Tensor tensor;
  std::string name;    // of the attribute that holds it
  bool apart = false;  // a matrix that is an embedding's table too: two layers over one memory
};

/// A use of a stored value by an op that makes no constant view of it.
struct Use {
  Value* value;
  Node* user;
  std::size_t offset;
};

std::string geometry(const at::Tensor& tensor, const at::Tensor& base, const Value* value) {
  std::ostringstream key;
  if (tensor.is_alias_of(base)) {
    key << tensor.storage_offset() << tensor.sizes() << tensor.strides();
    return key.str();
  }
  for (const Node* node = value->node(); makes_views(node); node = node->input(0)->node()) {
    key << node->kind().toQualString();
    for (std::size_t i = 1; i < node->inputs().size(); ++i) {
      if (const auto constant = torch::jit::toIValue(node->input(i))) key << " " << *constant;
      for (const Value* item : node->input(i)->node()->inputs())
        if (const auto number = torch::jit::toIValue(item)) key << " " << *number;
    }
  }
  return key.str();
}

/// "rows_0_64" for a part along the first dimension, "matrix_3" for one of a stack, "t" for a transposed
/// matrix.
std::string tag(const at::Tensor& view, const at::Tensor& base) {
  if (view.is_alias_of(base) && view.dim() == base.dim()) {
    std::vector<std::int64_t> cut;
    for (std::int64_t i = 0; i < view.dim(); ++i)
      if (view.size(i) != base.size(i)) cut.push_back(i);
    if (cut.size() == 1 && view.strides() == base.strides() && base.stride(cut[0]) > 0) {
      const std::int64_t from = (view.storage_offset() - base.storage_offset()) / base.stride(cut[0]);
      const std::string along = cut[0] == 0 ? "rows" : cut[0] == 1 ? "cols" : "dim" + std::to_string(cut[0]);
      return along + "_" + std::to_string(from) + "_" + std::to_string(from + view.size(cut[0]));
    }
    if (view.dim() == 2 && view.strides() == base.t().strides() && view.sizes() == base.t().sizes())
      return "t";
  }
  if (view.is_alias_of(base) && base.dim() == 3 && view.dim() == 2 && view.numel() == base.stride(0) &&
      view.numel() * base.size(0) == base.numel())
    return "matrix_" + std::to_string((view.storage_offset() - base.storage_offset()) / base.stride(0));
  return "view";
}

/// ("in_proj_weight", "rows_0_64") -> "in_proj_rows_0_64_weight": the last word says what a tensor is.
std::string tagged(const std::string& name, const std::string& tag) {
  for (const std::string word : {"weight", "bias"}) {
    if (name == word) return tag + "_" + word;
    if (name.ends_with("_" + word)) return name.substr(0, name.size() - word.size()) + tag + "_" + word;
  }
  return name + "_" + tag;
}

bool is_table(const Use& use) {
  static const auto bag = c10::Symbol::fromQualString("aten::embedding_bag");
  return use.offset == 0 && (use.user->kind() == c10::aten::embedding || use.user->kind() == bag);
}

bool is_matrix(const Use& use) { return use.offset == 1 && use.user->kind() == c10::aten::linear; }

class ViewStore {
 public:
  explicit ViewStore(const torch::jit::Module& flat) : flat_(flat), stored_(flat) {}

  TreeEdits run() {
    for (const torch::jit::Method& method : flat_.get_methods())
      for_each_node(method.graph()->block(), [&](Node* node) {
        if (node->kind() == c10::prim::GetAttr && stored_.of(node->output())) gather(node->output());
      });
    for (const Use& use : uses_)
      if (is_table(use)) tables_.insert(path_of(use.value));
    for (const Use& use : uses_) keys_.push_back(note(use));
    for (auto& [path, views] : views_) name(path, views);
    for (std::size_t i = 0; i < uses_.size(); ++i) rewrite(uses_[i], keys_[i]);
    return std::move(edits_);
  }

 private:
  void gather(Value* value) {
    for (const torch::jit::Use& use : value->uses()) {
      if (use.offset == 0 && makes_views(use.user) && stored_.of(use.user->outputs()[0])) {
        for (Value* output : use.user->outputs()) gather(output);
      } else {
        uses_.push_back({value, use.user, use.offset});
      }
    }
  }

  static std::string path_of(const Value* value) { return *attribute_path(StoredValues::origin(value)); }
  at::Tensor base(const std::string& path) const { return find_attribute(flat_, path)->toTensor(); }

  /// Adds the view to those of its attribute; gives its key.
  std::string add(const std::string& path, const at::Tensor& tensor, const Use& use, std::size_t item) {
    std::string key = geometry(tensor, base(path), use.value);
    if (!tensor.is_alias_of(base(path))) key += "#" + std::to_string(item);
    const bool apart = is_matrix(use) && tables_.count(path);
    if (apart) key += " as a matrix";
    views_[path].emplace(key, View{tensor, "", apart});
    return key;
  }

  std::vector<std::string> note(const Use& use) {
    const c10::IValue value = *stored_.of(use.value);
    const std::string path = path_of(use.value);
    if (value.isTensor()) return {add(path, value.toTensor(), use, 0)};
    std::vector<std::string> keys;
    const auto items = value.toTensorVector();
    for (std::size_t i = 0; i < items.size(); ++i) keys.push_back(add(path, items[i], use, i));
    return keys;
  }

  void name(const std::string& path, std::map<std::string, View>& views) {
    const auto [owner_path, attribute] = split_path(path);
    const at::Tensor whole = base(path);
    const auto owner = find_attribute(flat_, owner_path)->toObject()->type();
    bool is_read = false;
    for (auto& [key, view] : views) {
      const bool is_whole = view.tensor.is_same(whole) && !view.apart;
      if (is_whole || (views.size() == 1 && view.tensor.numel() == whole.numel())) {
        view.name = attribute;
        is_read = true;
        if (!is_whole) edits_.replace[path] = view.tensor;
        continue;
      }
      const std::string what = view.apart ? "linear" : tag(view.tensor, whole);
      std::string name = tagged(attribute, what);
      for (int n = 2; owner->hasAttribute(name) || !names_.insert(join_path(owner_path, name)).second; ++n)
        name = tagged(attribute, what + "_" + std::to_string(n));
      view.name = name;
      edits_.add.push_back(
          {owner_path, name, view.tensor, owner->is_parameter(owner->getAttributeSlot(attribute))});
    }
    if (!is_read) edits_.remove.insert(path);
  }

  Value* read(Graph& graph, const std::string& path, const std::string& key) {
    const std::string owner = split_path(path).first;
    return read_new_attribute(graph, read_attribute(graph, graph.inputs()[0], owner),
                              views_.at(path).at(key).name, c10::TensorType::get());
  }

  void rewrite(const Use& use, const std::vector<std::string>& keys) {
    const std::string path = path_of(use.value);
    if (use.value->node()->kind() == c10::prim::GetAttr &&
        views_.at(path).at(keys[0]).name == split_path(path).second)
      return;  // it reads the attribute itself
    Graph& graph = *use.value->owningGraph();
    const torch::jit::WithInsertPoint after(use.value->node()->next());
    std::vector<Value*> parts;
    for (const std::string& key : keys) parts.push_back(read(graph, path, key));
    Value* by = parts[0];
    if (!use.value->type()->isSubtypeOf(*c10::TensorType::get()))
      by = graph.insertNode(graph.createList(c10::TensorType::get(), parts))->output();
    use.user->replaceInput(use.offset, by);
  }

  const torch::jit::Module& flat_;
  StoredValues stored_;
  std::vector<Use> uses_;
  std::map<std::string, std::map<std::string, View>>
      views_;                                   // by the attribute's path, then by how it is seen
  std::vector<std::vector<std::string>> keys_;  // for each use
  std::set<std::string> tables_, names_;
  TreeEdits edits_;
};

}  // namespace

TreeEdits store_views(const torch::jit::Module& flat) { return ViewStore(flat).run(); }

}  // namespace athena
