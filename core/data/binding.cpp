// SPDX-License-Identifier: Apache-2.0
#include "core/data/binding.h"

#include <torch/script.h>

#include <exception>

namespace athena {
namespace {

std::string kind_of(const c10::IValue& value) { return value.type()->annotation_str(); }

std::string quoted_keys(const c10::impl::GenericDict& dict) {
  std::string keys;
  for (const auto& entry : dict)
    if (entry.key().isString()) keys += (keys.empty() ? "\"" : ", \"") + entry.key().toStringRef() + "\"";
  return keys;
}

tl::unexpected<Error> no_such_output(const c10::IValue& value, const std::string& why) {
  return fail(ErrorCode::InvalidArgument, "The model's result of type " + kind_of(value) + " " + why +
                                              " Name the scored output in the data file (\"output\").");
}

Result<c10::IValue> element(const c10::IValue& value, std::int64_t index) {
  const bool tuple = value.isTuple(), list = value.isList();
  const std::size_t size = tuple ? value.toTupleRef().elements().size() : list ? value.toListRef().size() : 0;
  if (index < 0 || static_cast<std::size_t>(index) >= size)
    return no_such_output(value, "has no element " + std::to_string(index) + ".");
  const auto at = static_cast<std::size_t>(index);
  return tuple ? value.toTupleRef().elements()[at] : value.toListRef()[at];
}

Result<c10::IValue> member(const c10::IValue& value, const std::string& key) {
  if (value.isGenericDict()) {
    const auto dict = value.toGenericDict();
    if (const auto found = dict.find(key); found != dict.end()) return found->value();
    return no_such_output(value, "has no key \"" + key + "\"; it has: " + quoted_keys(dict) + ".");
  }
  if (value.isTuple()) {
    const auto type = value.type()->expect<c10::TupleType>();
    if (const auto& schema = type->schema())
      if (const auto index = schema->argumentIndexWithName(key)) return element(value, *index);
  }
  return no_such_output(value, "has no part named \"" + key + "\".");
}

}  // namespace

Result<torch::jit::Method> method_named(const torch::jit::Module& module, const std::string& name) {
  if (auto method = module.find_method(name)) return *std::move(method);
  return fail(ErrorCode::InvalidArgument, "The model has no method '" + name + "'.");
}

std::string thrown_reason(const std::string& thrown) {
  constexpr std::string_view mark = "Error: ";
  auto begin = thrown.rfind(mark);
  begin = begin == std::string::npos ? 0 : begin + mark.size();
  std::string line = thrown.substr(begin, thrown.find('\n', begin) - begin);
  return line.ends_with('.') ? line : line + ".";
}

std::string describe_arguments(const torch::jit::Method& method) {
  std::string text;
  const auto& arguments = method.function().getSchema().arguments();
  for (std::size_t i = 1; i < arguments.size(); ++i)  // the first is self
    text += (i > 1 ? ", " : "") + arguments[i].name() + ": " + arguments[i].type()->annotation_str();
  return text;
}

std::string describe_inputs(const std::vector<c10::IValue>& inputs) {
  std::string text;
  for (const c10::IValue& input : inputs) {
    if (!text.empty()) text += ", ";
    text += input.isTensor()
                ? c10::str(c10::toString(input.toTensor().scalar_type()), " ", input.toTensor().sizes())
                : kind_of(input);
  }
  return text;
}

Result<c10::IValue> call_method(const torch::jit::Method& method, const DataSource& data,
                                const Batch& batch) {
  std::vector<c10::IValue> positional;
  torch::jit::Kwargs named;
  for (std::size_t i = 0; i < batch.inputs.size(); ++i) {
    const std::string& name = data.arguments()[i];
    if (name.empty())
      positional.push_back(batch.inputs[i]);
    else
      named[name] = batch.inputs[i];
  }
  try {
    return method(std::move(positional), named);
  } catch (const std::exception& error) {
    return fail(ErrorCode::InvalidArgument,
                "The model's " + method.name() + "(" + describe_arguments(method) + ") cannot take what '" +
                    data.info().name + "' gives, " + describe_inputs(batch.inputs) + ": " +
                    thrown_reason(error.what()),
                error.what());
  }
}

Result<at::Tensor> scored_output(const c10::IValue& result, const OutputPath& path) {
  c10::IValue value = result;
  for (const auto& step : path) {
    auto next = std::holds_alternative<std::string>(step) ? member(value, std::get<std::string>(step))
                                                          : element(value, std::get<std::int64_t>(step));
    ATHENA_ASSIGN(value, std::move(next));
  }
  while (path.empty() && (value.isTuple() || value.isList())) {
    ATHENA_ASSIGN(value, element(value, 0));
  }
  if (value.isTensor() && value.toTensor().defined()) return value.toTensor();
  if (value.isGenericDict())
    return no_such_output(value,
                          "is a dictionary with the keys: " + quoted_keys(value.toGenericDict()) + ".");
  return no_such_output(value, "is no tensor.");
}

}  // namespace athena
