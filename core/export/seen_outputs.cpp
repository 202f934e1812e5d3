// SPDX-License-Identifier: Apache-2.0
#include "core/export/seen_outputs.h"

#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <tuple>
#include <utility>

#include "core/base/file_descriptor.h"
#include "core/measure/evaluate.h"
#include "core/measure/thread_count.h"

namespace athena {
namespace {

/// [data, split], [batch, samples], outputs, as TorchScript's own types.
using Stored = std::tuple<std::vector<std::string>, std::vector<std::int64_t>, std::vector<at::Tensor>>;

/// Equal numbers and pairs of NaN differ by 0, a NaN and a number by infinity.
double difference_of(const at::Tensor& a, const at::Tensor& b) {
  if (a.numel() == 0) return 0;
  const at::Tensor x = a.to(at::kDouble), y = b.to(at::kDouble);
  const at::Tensor same = x.eq(y).logical_or(x.isnan().logical_and(y.isnan()));
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const at::Tensor apart = x.sub(y).abs().nan_to_num(infinity, infinity);
  return at::where(same, at::zeros_like(apart), apart).max().item<double>();
}

}  // namespace

Result<SeenOutputs> see_outputs(const torch::jit::Module& module, const ModelInputs& inputs,
                                const JobContext& job) {
  ATHENA_ASSIGN(const ThreadCount one_thread, ThreadCount::set(1));
  EvaluateOptions options;
  options.split = inputs.split;
  options.max_samples = kSeenSamples;
  options.keep_outputs = true;
  ATHENA_ASSIGN(Evaluation seen, evaluate(module, *inputs.data, options, job));
  const DatasetInfo& info = inputs.data->info();
  return SeenOutputs{info.fingerprint.empty() ? info.name : info.fingerprint, inputs.split, options.batch,
                     seen.samples, std::move(seen.outputs)};
}

std::string pickle_outputs(const SeenOutputs& seen) {
  const std::vector<char> bytes =
      torch::jit::pickle_save(Stored{{seen.data, seen.split}, {seen.batch, seen.samples}, seen.outputs});
  return {bytes.begin(), bytes.end()};
}

Result<SeenOutputs> read_outputs(const std::string& path) {
  ATHENA_ASSIGN(const std::string bytes, read_file(path));
  try {
    auto [inputs, counts, outputs] = torch::jit::pickle_load({bytes.begin(), bytes.end()}).to<Stored>();
    return SeenOutputs{inputs.at(0), inputs.at(1), counts.at(0), counts.at(1), std::move(outputs)};
  } catch (const std::exception& error) {
    return fail(ErrorCode::Corruption, "'" + path + "' does not hold the outputs of an exported model.",
                error.what());
  }
}

Result<double> max_abs_difference(const SeenOutputs& a, const SeenOutputs& b) {
  if (std::tie(a.data, a.split, a.batch, a.samples) != std::tie(b.data, b.split, b.batch, b.samples) ||
      a.outputs.size() != b.outputs.size())
    return fail(ErrorCode::InvalidArgument,
                "The expected outputs belong to other inputs: " + std::to_string(b.samples) +
                    " samples of split '" + b.split + "' of " + b.data + ". Give the same data.");
  double largest = 0;
  for (std::size_t i = 0; i < a.outputs.size(); ++i) {
    if (a.outputs[i].sizes() != b.outputs[i].sizes())
      return fail(ErrorCode::InvalidArgument, "The expected outputs have another shape than the model's.");
    largest = std::max(largest, difference_of(a.outputs[i], b.outputs[i]));
  }
  return largest;
}

}  // namespace athena
