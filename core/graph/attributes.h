// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <optional>
#include <set>
#include <string>

namespace athena {

/// "encoder.layers" + "0" -> "encoder.layers.0"; an empty parent adds no dot.
std::string join_path(const std::string& parent, const std::string& name);

/// A path's last dot splits it: ("encoder.layers.0", "weight"); the first is empty for an attribute of the
/// root.
std::pair<std::string, std::string> split_path(const std::string& path);

/// The full path of a chain of prim::GetAttr from the graph's `self`; empty for `self` itself. nullopt: the
/// value is something else.
std::optional<std::string> attribute_path(const torch::jit::Value* value);

/// Reads the attribute at `path` below `owner`, a module, at the graph's insertion point; an empty path:
/// `owner`.
torch::jit::Value* read_attribute(torch::jit::Graph& graph, torch::jit::Value* owner,
                                  const std::string& path);

/// The same for an attribute that the owner's class does not have yet (see TreeEdits::add).
torch::jit::Value* read_new_attribute(torch::jit::Graph& graph, torch::jit::Value* owner,
                                      const std::string& name, const c10::TypePtr& type);

/// The value at a path below `root`. nullopt: there is none.
std::optional<c10::IValue> find_attribute(const torch::jit::Module& root, const std::string& path);

/// Name of the attribute of `owner` that is `tensor` itself: the same elements in the same memory. Empty:
/// none is.
std::string name_of_tensor(const c10::ivalue::Object& owner, const at::Tensor& tensor);

/// Adds the attributes that a graph writes, by full path.
void add_written_attributes(torch::jit::Graph& graph, std::set<std::string>& written);

/// Attributes of a flattened module that any of its methods writes, by full path.
std::set<std::string> written_attributes(const torch::jit::Module& flat);

}  // namespace athena
