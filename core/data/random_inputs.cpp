// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_inputs.h"

#include <torch/script.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/data/binding.h"
#include "core/data/random_values.h"

namespace athena {
namespace {

constexpr const char* kSplit = "random";
constexpr std::int64_t kProbed = 3;  // samples, the larger of the two batches tried

/// What a tensor's name says that it holds.
enum class Role { Values, Mask, Padding };

struct TensorArgument {
  std::string name;
  Role role = Role::Values;
};

Role role_of(const std::string& name) {
  if (name.find("padding") != std::string::npos) return Role::Padding;
  return name.find("mask") != std::string::npos ? Role::Mask : Role::Values;
}

/// An argument without default.
struct Argument {
  std::string name;
  c10::TypePtr type;
};

std::size_t tensors_in(const c10::TypePtr& type) {
  if (type->kind() == c10::TypeKind::TensorType) return 1;
  if (type->kind() == c10::TypeKind::DictType) return 0;
  std::size_t count = 0;
  for (const c10::TypePtr& part : type->containedTypes()) count += tensors_in(part);
  return count;
}

/// What a tried shape and a tried number make of the arguments.
struct Try {
  std::vector<InputShape> shapes;  // one per tensor
  std::int64_t number = 1;         // every whole number
};

/// A value of `type`: tensors in their order, Optional without a tensor None, lists of one element, `number`
/// for whole numbers, 1.0, False and "". The type is one in which unknown_part() finds nothing.
c10::IValue make_value(const c10::TypePtr& type, std::span<const at::Tensor>& tensors, std::int64_t number) {
  switch (type->kind()) {
    case c10::TypeKind::TensorType: {
      const at::Tensor tensor = tensors.front();
      tensors = tensors.subspan(1);
      return tensor;
    }
    case c10::TypeKind::OptionalType:
      return tensors_in(type) > 0 ? make_value(type->containedTypes()[0], tensors, number) : c10::IValue();
    case c10::TypeKind::ListType: {
      c10::impl::GenericList list(type->containedTypes()[0]);
      list.push_back(make_value(type->containedTypes()[0], tensors, number));
      return list;
    }
    case c10::TypeKind::TupleType: {
      std::vector<c10::IValue> parts;
      for (const c10::TypePtr& part : type->containedTypes())
        parts.push_back(make_value(part, tensors, number));
      const auto tuple = type->expect<c10::TupleType>();
      return tuple->schema() ? c10::ivalue::Tuple::createNamed(std::move(parts), tuple)
                             : c10::ivalue::Tuple::create(std::move(parts));
    }
    case c10::TypeKind::IntType:
      return number;
    case c10::TypeKind::FloatType:
      return 1.0;
    case c10::TypeKind::BoolType:
      return false;
    default:
      return "";
  }
}

/// The part of a type that nothing can be made for; null: there is none.
c10::TypePtr unknown_part(const c10::TypePtr& type) {
  switch (type->kind()) {
    case c10::TypeKind::TensorType:
    case c10::TypeKind::IntType:
    case c10::TypeKind::FloatType:
    case c10::TypeKind::BoolType:
    case c10::TypeKind::StringType:
      return nullptr;
    case c10::TypeKind::OptionalType:
      if (tensors_in(type) == 0) return nullptr;
      [[fallthrough]];
    case c10::TypeKind::ListType:
    case c10::TypeKind::TupleType:
      for (const c10::TypePtr& part : type->containedTypes())
        if (auto unknown = unknown_part(part)) return unknown;
      return nullptr;
    default:
      return type;
  }
}

class RandomData : public DataSource {
 public:
  RandomData(std::vector<Argument> given, std::vector<TensorArgument> tensors, Try made_of,
             std::int64_t samples, std::uint64_t seed)
      : given_(std::move(given)),
        tensors_(std::move(tensors)),
        shapes_(std::move(made_of.shapes)),
        number_(made_of.number),
        seed_(seed) {
    for (const Argument& argument : given_) names_.push_back(argument.name);
    info_.path = info_.name = "random inputs " + describe();
    info_.splits = {{kSplit, samples}};
    info_.sample_shape = shapes_.front().sample;
  }

  const DatasetInfo& info() const override { return info_; }
  const std::vector<std::string>& arguments() const override { return names_; }
  const OutputPath& output() const override { return output_; }
  bool has_labels(const std::string&) const override { return false; }
  bool is_random() const override { return true; }

  using DataSource::read;
  Result<Batch> read(const std::string& split, std::span<const std::int64_t> indices) const override {
    ATHENA_ASSIGN(const std::int64_t count, samples(split));
    std::vector<at::Tensor> tensors;
    for (std::size_t t = 0; t < tensors_.size(); ++t) {
      std::vector<at::Tensor> rows;
      for (const std::int64_t index : indices) {
        if (index < 0 || index >= count)
          return fail(ErrorCode::InvalidArgument, c10::str("There is no random sample ", index, "."));
        rows.push_back(sample(t, index));
      }
      tensors.push_back(at::stack(rows));
    }
    Batch batch;
    std::span<const at::Tensor> rest = tensors;
    for (const Argument& argument : given_) batch.inputs.push_back(make_value(argument.type, rest, number_));
    return batch;
  }

 private:
  std::string describe() const {
    std::string text;
    for (std::size_t t = 0; t < tensors_.size(); ++t)
      text += c10::str(t > 0 ? ", " : "", tensors_[t].name, " ", c10::IntArrayRef(shapes_[t].sample));
    for (const Argument& argument : given_)
      if (argument.type->kind() == c10::TypeKind::IntType)
        text += c10::str(", ", argument.name, " ", number_);
    return text;
  }

  /// False for every position, of which a sample of numbers has one less dimension than itself.
  static at::Tensor no_padding(const InputShape& shape) {
    at::IntArrayRef positions = shape.sample;
    if (shape.indices_below == 0 && positions.size() > 1)
      positions = positions.slice(0, positions.size() - 1);
    return at::zeros(positions, at::kBool);
  }

  at::Tensor sample(std::size_t t, std::int64_t index) const {
    const InputShape& shape = shapes_[t];
    const auto dtype = shape.indices_below > 0 ? at::kLong : shape.dtype;
    if (tensors_[t].role == Role::Padding) return no_padding(shape);
    if (tensors_[t].role == Role::Mask) return at::ones(shape.sample, dtype);
    const RandomStream from{seed_, static_cast<std::uint64_t>(index) * tensors_.size() + t + 1};
    return shape.indices_below > 0 ? random_below(shape.indices_below, shape.sample, dtype, from)
                                   : random_normal(shape.sample, dtype, from);
  }

  std::vector<Argument> given_;
  std::vector<TensorArgument> tensors_;
  std::vector<InputShape> shapes_;
  std::int64_t number_;
  std::uint64_t seed_;
  std::vector<std::string> names_;
  OutputPath output_;
  DatasetInfo info_;
};

/// The arguments without default.
Result<std::vector<Argument>> arguments_of(const torch::jit::Method& method) {
  std::vector<Argument> given;
  const auto& arguments = method.function().getSchema().arguments();
  for (std::size_t i = 1; i < arguments.size(); ++i) {  // the first is self
    if (arguments[i].default_value()) continue;
    const auto type = arguments[i].type();
    if (const auto unknown = unknown_part(type)) {
      const std::string why = unknown->kind() == c10::TypeKind::DictType
                                  ? ": which keys the dictionary has to hold cannot be known"
                                  : "";
      return fail(ErrorCode::InvalidArgument, "Random inputs cannot be made for the argument '" +
                                                  arguments[i].name() + ": " + type->annotation_str() +
                                                  "' of '" + method.name() + "'" + why +
                                                  ". Give data with --data.");
    }
    given.push_back({arguments[i].name(), type});
  }
  return given;
}

/// The tensors within them, in their order.
std::vector<TensorArgument> tensors_of(const std::vector<Argument>& given) {
  std::vector<TensorArgument> tensors;
  for (const Argument& argument : given) {
    const std::size_t count = tensors_in(argument.type);
    for (std::size_t k = 0; k < count; ++k)
      tensors.push_back({count > 1 ? argument.name + "[" + std::to_string(k) + "]" : argument.name,
                         role_of(argument.name)});
  }
  return tensors;
}

enum class Fit { Refused, Runs, PerSample };

/// Two sizes of batch: a result per sample follows both.
Fit try_inputs(const torch::jit::Method& method, const DataSource& data, Error& refusal) {
  Fit fit = Fit::PerSample;
  for (const std::int64_t batch_size : {kProbed - 1, kProbed}) {
    const auto batch = data.read(kSplit, 0, batch_size);
    const auto result = batch ? call_method(method, data, *batch) : tl::make_unexpected(batch.error());
    if (!result) {
      refusal = result.error();
      return Fit::Refused;
    }
    const auto output = scored_output(*result, data.output());
    if (!output || output->dim() == 0 || output->size(0) != batch_size) fit = Fit::Runs;
  }
  return fit;
}

/// All combinations of the given shapes, or likely ones, and likely numbers.
std::vector<Try> tries_for(const torch::jit::Module& module, const torch::jit::Method& method,
                           const std::vector<InputShape>& given_shapes, const std::vector<Argument>& given,
                           std::size_t tensors) {
  LikelyInputs likely = likely_inputs(module, method);
  const bool counts = std::any_of(given.begin(), given.end(), [](const Argument& argument) {
    return argument.type->kind() == c10::TypeKind::IntType;
  });
  if (!counts) likely.numbers.resize(1);
  std::vector<Try> tries;
  for (const InputShape& shape : likely.shapes) {
    auto shapes = given_shapes.empty() ? std::vector<InputShape>(tensors, shape) : given_shapes;
    for (InputShape& each : shapes) each.dtype = shape.dtype;
    for (const std::int64_t number : likely.numbers) tries.push_back({shapes, number});
    if (!given_shapes.empty()) break;
  }
  return tries;
}

}  // namespace

Result<DataHandle> make_random_inputs(const torch::jit::Module& module, const RandomInputOptions& options,
                                      const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Method own_method, method_named(module, options.method));
  const bool training = module.hasattr("training") && module.is_training();
  const torch::jit::Module probed = training || writes_attributes(own_method) ? module.deepcopy() : module;
  const torch::jit::Method method = probed.get_method(options.method);
  ATHENA_ASSIGN(const std::vector<Argument> given, arguments_of(method));
  const std::vector<TensorArgument> tensors = tensors_of(given);
  if (tensors.empty())
    return fail(ErrorCode::InvalidArgument,
                "'" + options.method + "' takes no tensor, so there is nothing to feed it with.");
  const auto source = [&](const Try& made_of, std::int64_t samples) {
    return std::make_shared<RandomData>(given, tensors, made_of, samples, options.seed);
  };
  if (!options.shapes.empty() && options.shapes.size() != tensors.size())
    return fail(ErrorCode::InvalidArgument,
                c10::str(options.shapes.size(), " shapes were given for the ", tensors.size(), " tensors of ",
                         options.method, "(", describe_arguments(method), ")."));

  const std::vector<Try> tries = tries_for(probed, method, options.shapes, given, tensors.size());
  const at::NoGradGuard no_grad;
  std::optional<Try> fallback;
  Error refusal;
  for (const Try& made_of : tries) {
    ATHENA_TRY(job.poll());
    const Fit fit = try_inputs(method, *source(made_of, kProbed), refusal);
    if (fit == Fit::PerSample) return source(made_of, options.samples);
    if (fit == Fit::Runs && !fallback) fallback = made_of;
  }
  if (fallback) return source(*fallback, options.samples);
  if (tries.size() == 1) return tl::make_unexpected(refusal);
  return fail(ErrorCode::InvalidArgument,
              c10::str("None of the ", tries.size(), " inputs tried works for ", options.method, "(",
                       describe_arguments(method), "). Give data with --data."),
              refusal.message);
}

}  // namespace athena
