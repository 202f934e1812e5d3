// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/runtime/jit_exception.h>
#include <torch/script.h>

#include <string>
#include <vector>

// The calls that tests/data/models/example.py saves beside a model.
namespace athena::test {

struct SavedCall {
  std::string name, method;
  c10::IValue arguments;  // a tuple
};

inline std::vector<SavedCall> saved_calls(const std::string& file) {
  std::vector<SavedCall> calls;
  const auto holder = torch::jit::load(file);
  for (const auto& attribute : holder.named_attributes(/*recurse=*/false))
    if (attribute.name.starts_with("call_"))
      calls.push_back(
          {attribute.name, attribute.name.substr(attribute.name.find('_', 5) + 1), attribute.value});
  return calls;
}

/// A named tuple's type belongs to the file that it was loaded from: `value` with the types of another file.
inline c10::IValue as_type(const c10::IValue& value, const c10::TypePtr& type) {
  if (const auto optional = type->cast<c10::OptionalType>())
    return value.isNone() ? value : as_type(value, optional->getElementType());
  const auto tuple = type->cast<c10::TupleType>();
  if (!tuple || !value.isTuple()) return value;
  std::vector<c10::IValue> elements;
  for (std::size_t i = 0; i < tuple->elements().size(); ++i)
    elements.push_back(as_type(value.toTupleRef().elements()[i], tuple->elements()[i]));
  return tuple->schema() ? c10::ivalue::Tuple::createNamed(std::move(elements), tuple)
                         : c10::ivalue::Tuple::create(std::move(elements));
}

struct Outcome {
  c10::IValue value;
  std::string raised;  // by the model's own code: the exception's last line
};

/// What a call gives or raises; its arguments stay as they are. Any other error is thrown.
inline Outcome outcome_of(const torch::jit::Module& module, const SavedCall& call) {
  const torch::NoGradGuard no_grad;
  at::manual_seed(5);
  const torch::jit::Method method = module.get_method(call.method);
  std::vector<c10::IValue> arguments = call.arguments.deepcopy().toTupleRef().elements().vec();
  for (std::size_t i = 0; i < arguments.size(); ++i)
    arguments[i] = as_type(arguments[i], method.function().getSchema().arguments()[i + 1].type());
  try {
    return {method(arguments), ""};
  } catch (const torch::jit::JITException& error) {
    std::string text = error.what();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return {{}, text.substr(text.rfind('\n') + 1)};
  }
}

}  // namespace athena::test
