// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/graph/flatten.h"

namespace athena {

/// Turns calls of modules that are known by their interface alone into calls of modules, which can be
/// inlined:
/// - an attribute that no method assigns holds one object, the one that is stored there;
/// - self.experts[index] is one of the list's modules: a branch for each, by the index;
/// - an attribute that methods assign other modules to becomes a number, "current_which", that says which of
///   them it holds: a branch for each, by the number.
class Interfaces {
 public:
  explicit Interfaces(const torch::jit::Module& module) : module_(module) {}

  /// Edits the methods' graphs, whose calls are inlined as far as can be. True if more can be inlined now.
  bool resolve(const std::vector<std::shared_ptr<torch::jit::Graph>>& graphs);
  /// What the graphs read beside the module's own attributes.
  const std::vector<NewAttribute>& added() const { return added_; }

 private:
  bool make_concrete(torch::jit::Graph& graph, const std::set<std::string>& written);
  bool branch_by_index(torch::jit::Graph& graph);
  bool number(const std::string& path, const std::vector<std::shared_ptr<torch::jit::Graph>>& graphs);
  /// One path for an attribute whose owner stands at several places.
  std::string canonical(const std::string& path);

  const torch::jit::Module& module_;
  std::map<const c10::ivalue::Object*, std::string> owners_;  // the path by which each was met first
  std::set<std::string> numbered_;
  std::vector<NewAttribute> added_;
};

/// What still calls or assigns a module that is known by its interface alone; null: nothing does.
torch::jit::Node* unresolved_interface(torch::jit::Graph& graph);

}  // namespace athena
