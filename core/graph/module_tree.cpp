// SPDX-License-Identifier: Apache-2.0
#include "core/graph/module_tree.h"

#include <algorithm>
#include <cctype>

#include "core/graph/attributes.h"

namespace athena {

ModuleTree::ModuleTree(const torch::jit::Module& source, const TreeEdits& edits)
    : edits_(edits), unit_(std::make_shared<torch::jit::CompilationUnit>()) {
  root_ = torch::jit::Module(copy(source._ivalue(), ""));
}

const std::string* ModuleTree::path_of(const c10::Type* type) const {
  const auto found = paths_.find(type);
  return found == paths_.end() ? nullptr : &found->second;
}

c10::QualifiedName ModuleTree::class_name(const std::string& path) {
  std::string atom = path.empty() ? "Model" : "M_" + path;
  std::replace_if(
      atom.begin(), atom.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  if (const int taken = names_[atom]++; taken > 0) atom += "__" + std::to_string(taken);
  return {"__torch__.athena." + atom};
}

ModuleTree::ObjectPtr ModuleTree::copy(const ObjectPtr& source, const std::string& path) {
  if (const auto found = copies_.find(source.get()); found != copies_.end()) return found->second;
  const c10::ClassTypePtr old = source->type();
  const auto type = c10::ClassType::create(class_name(path), unit_, /*is_module=*/true);
  unit_->register_type(type);
  paths_.emplace(type.get(), path);
  for (std::size_t i = 0; i < old->numConstants(); ++i)
    type->addConstant(old->getConstantName(i), old->getConstant(i));

  std::vector<c10::IValue> values;
  for (std::size_t i = 0; i < old->numAttributes(); ++i) {
    const std::string& name = old->getAttributeName(i);
    const std::string full = join_path(path, name);
    if (edits_.remove.count(full)) continue;
    c10::IValue value = source->getSlot(i);
    c10::TypePtr attribute_type = old->getAttribute(i);
    if (value.isObject() && value.toObjectRef().type()->is_module()) {
      const ObjectPtr child = copy(value.toObject(), full);
      attribute_type = child->type();
      value = child;
    } else if (const auto replaced = edits_.replace.find(full); replaced != edits_.replace.end()) {
      value = replaced->second;
    }
    type->addAttribute(name, attribute_type, old->is_parameter(i), old->is_buffer(i));
    values.push_back(std::move(value));
  }
  for (const NewAttribute& added : edits_.add) {
    if (added.module != path) continue;
    c10::IValue value = added.value;
    if (value.isModule()) value = copy(value.toObject(), join_path(path, added.name));
    type->addAttribute(added.name, value.type(), added.parameter);
    values.push_back(std::move(value));
  }

  const auto object = c10::ivalue::Object::create(c10::StrongTypePtr(unit_, type), type->numAttributes());
  for (std::size_t i = 0; i < values.size(); ++i) object->setSlot(i, std::move(values[i]));
  copies_.emplace(source.get(), object);
  return object;
}

}  // namespace athena
