// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_inputs.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/script.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/data/binding.h"

namespace athena {
namespace {

constexpr const char* kSplit = "random";
constexpr std::int64_t kProbed = 3;  // samples, the larger of the two batches tried

struct TensorArgument {
  std::string name;
  bool mask = false;
};

class RandomData : public DataSource {
 public:
  RandomData(std::vector<TensorArgument> tensors, std::vector<InputShape> shapes, std::int64_t samples,
             std::uint64_t seed)
      : tensors_(std::move(tensors)), shapes_(std::move(shapes)), seed_(seed) {
    for (const TensorArgument& tensor : tensors_) names_.push_back(tensor.name);
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
    Batch batch;
    for (std::size_t t = 0; t < tensors_.size(); ++t) {
      std::vector<at::Tensor> rows;
      for (const std::int64_t index : indices) {
        if (index < 0 || index >= count)
          return fail(ErrorCode::InvalidArgument, c10::str("There is no random sample ", index, "."));
        rows.push_back(sample(t, index));
      }
      batch.inputs.emplace_back(at::stack(rows));
    }
    return batch;
  }

 private:
  std::string describe() const {
    std::string text;
    for (std::size_t t = 0; t < tensors_.size(); ++t)
      text += c10::str(t > 0 ? ", " : "", tensors_[t].name, " ", c10::IntArrayRef(shapes_[t].sample));
    return text;
  }

  at::Tensor sample(std::size_t t, std::int64_t index) const {
    const InputShape& shape = shapes_[t];
    const auto dtype = shape.indices_below > 0 ? at::kLong : at::kFloat;
    if (tensors_[t].mask) return at::ones(shape.sample, dtype);
    // Golden-ratio steps (SplitMix64) keep the seeds of neighbouring samples far apart.
    const std::uint64_t stream = static_cast<std::uint64_t>(index) * tensors_.size() + t + 1;
    const at::Generator generator = at::detail::createCPUGenerator(seed_ + stream * 0x9E3779B97F4A7C15u);
    return shape.indices_below > 0
               ? at::randint(shape.indices_below, shape.sample, generator, at::dtype(dtype))
               : at::randn(shape.sample, generator, at::dtype(dtype));
  }

  std::vector<TensorArgument> tensors_;
  std::vector<InputShape> shapes_;
  std::uint64_t seed_;
  std::vector<std::string> names_;
  OutputPath output_;
  DatasetInfo info_;
};

Result<std::vector<TensorArgument>> tensor_arguments(const torch::jit::Method& method) {
  std::vector<TensorArgument> tensors;
  const auto& arguments = method.function().getSchema().arguments();
  for (std::size_t i = 1; i < arguments.size(); ++i) {  // the first is self
    if (arguments[i].default_value()) continue;
    const auto type = arguments[i].type();
    const bool optional = type->kind() == c10::TypeKind::OptionalType;
    const auto inner = optional ? type->expect<c10::OptionalType>()->getElementType() : type;
    if (inner->kind() != c10::TypeKind::TensorType)
      return fail(ErrorCode::InvalidArgument, "Random inputs cannot be made for the argument '" +
                                                  arguments[i].name() + ": " + type->annotation_str() +
                                                  "' of '" + method.name() + "'. Give data with --data.");
    tensors.push_back({arguments[i].name(), arguments[i].name().find("mask") != std::string::npos});
  }
  if (tensors.empty())
    return fail(ErrorCode::InvalidArgument,
                "'" + method.name() + "' takes no tensor, so there is nothing to feed it with.");
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

}  // namespace

Result<DataHandle> make_random_inputs(const torch::jit::Module& module, const RandomInputOptions& options,
                                      const JobContext& job) {
  const bool training = module.hasattr("training") && module.is_training();
  const torch::jit::Module probed = training ? module.deepcopy() : module;
  const auto method = probed.find_method(options.method);
  if (!method) return fail(ErrorCode::InvalidArgument, "The model has no method '" + options.method + "'.");
  ATHENA_ASSIGN(const std::vector<TensorArgument> tensors, tensor_arguments(*method));
  const auto source = [&](const std::vector<InputShape>& shapes, std::int64_t samples) {
    return std::make_shared<RandomData>(tensors, shapes, samples, options.seed);
  };
  if (!options.shapes.empty() && options.shapes.size() != tensors.size())
    return fail(ErrorCode::InvalidArgument,
                c10::str(options.shapes.size(), " shapes were given for the ", tensors.size(), " tensors of ",
                         options.method, "(", describe_arguments(*method), ")."));

  std::vector<std::vector<InputShape>> tries{options.shapes};
  if (options.shapes.empty()) {
    tries.clear();
    for (const InputShape& shape : likely_input_shapes(probed, *method))
      tries.emplace_back(tensors.size(), shape);
  }
  const at::NoGradGuard no_grad;
  std::optional<std::vector<InputShape>> fallback;
  Error refusal;
  for (const auto& shapes : tries) {
    ATHENA_TRY(job.poll());
    const Fit fit = try_inputs(*method, *source(shapes, kProbed), refusal);
    if (fit == Fit::PerSample) return source(shapes, options.samples);
    if (fit == Fit::Runs && !fallback) fallback = shapes;
  }
  if (fallback) return source(*fallback, options.samples);
  if (!options.shapes.empty()) return tl::make_unexpected(refusal);
  return fail(ErrorCode::InvalidArgument,
              c10::str("None of the ", tries.size(), " input shapes tried works for ", options.method, "(",
                       describe_arguments(*method), "). Give data with --data."),
              refusal.message);
}

}  // namespace athena
