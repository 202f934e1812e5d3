// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <map>
#include <memory>
#include <string>

#include "core/graph/flatten.h"

namespace athena {

/// The attributes of a tree of modules under new classes without methods, one class per instance.
class ModuleTree {
 public:
  ModuleTree(const torch::jit::Module& source, const TreeEdits& edits);

  const torch::jit::Module& root() const { return *root_; }
  const std::shared_ptr<torch::jit::CompilationUnit>& unit() const { return unit_; }
  /// The first path of the instance of a class of this tree; nullptr: another class.
  const std::string* path_of(const c10::Type* type) const;

 private:
  using ObjectPtr = c10::intrusive_ptr<c10::ivalue::Object>;

  ObjectPtr copy(const ObjectPtr& source, const std::string& path);
  c10::QualifiedName class_name(const std::string& path);

  const TreeEdits& edits_;
  std::shared_ptr<torch::jit::CompilationUnit> unit_;
  std::map<const c10::ivalue::Object*, ObjectPtr> copies_;
  std::map<const c10::Type*, std::string> paths_;
  std::map<std::string, int> names_;
  std::optional<torch::jit::Module> root_;
};

}  // namespace athena
