// SPDX-License-Identifier: Apache-2.0
#include "core/measure/optimized_references.h"

#include <exception>
#include <functional>
#include <optional>

#include "core/data/binding.h"
#include "core/graph/settle.h"
#include "core/measure/agreement.h"
#include "core/passes/passes.h"

namespace athena {
namespace {

Result<at::Tensor> run(const torch::jit::Module& module, const std::string& method, const DataSource& data,
                       const Batch& batch) {
  const auto found = module.find_method(method);
  if (!found) return fail(ErrorCode::InvalidArgument, "it lost the method '" + method + "'");
  ATHENA_ASSIGN(const c10::IValue result, call_method(*found, data, batch));
  return scored_output(result, data.output());
}

/// Runs more than once: the profiling executor compiles on the second call of a shape, and may fail there.
Status check_same(const torch::jit::Module& original, const torch::jit::Module& candidate,
                  const std::string& method, const DataSource& data, const Batch& batch) {
  constexpr double kSameCosine = 0.9999;
  constexpr int kRuns = 3;
  ATHENA_ASSIGN(const at::Tensor expected, run(original, method, data, batch));
  for (int i = 0; i < kRuns; ++i) {
    ATHENA_ASSIGN(const at::Tensor output, run(candidate, method, data, batch));
    AgreementMeter meter;
    ATHENA_TRY(meter.add(expected, output));
    if (!(meter.result().cosine >= kSameCosine))
      return fail(ErrorCode::Internal, "its output has only the cosine " +
                                           std::to_string(meter.result().cosine) + " with the original's");
  }
  return {};
}

}  // namespace

std::vector<Candidate> optimized_references(const torch::jit::Module& original, const std::string& method,
                                            const DataSource& data, const Batch& batch,
                                            const JobContext& job) {
  using Module = torch::jit::Module;
  using Make = std::function<Result<Module>()>;
  const std::vector<std::string> preserved =
      method == "forward" ? std::vector<std::string>{} : std::vector<std::string>{method};
  const auto frozen = [&] { return torch::jit::freeze(original, preserved); };
  const auto optimized = [&] {
    Module module = frozen();
    return torch::jit::optimize_for_inference(module, preserved);
  };
  const auto passed = [&]() -> Result<Module> {
    ATHENA_ASSIGN(const Module settled, settle(original));
    ATHENA_ASSIGN(PassResult weights, run_passes(settled, PassStage::Weights, {}));
    ATHENA_ASSIGN(PassResult finished, run_passes(weights.module, PassStage::Packed, {}));
    return std::move(finished.module);
  };
  const std::vector<std::pair<std::string, Make>> makers{
      {"frozen", frozen}, {"optimized for inference", optimized}, {"lossless passes", passed}};
  std::vector<Candidate> candidates;
  if (original.hasattr("training") && original.is_training()) {  // a frozen file has no such attribute
    job.warn(
        "The model was saved in training mode, so it cannot be frozen: the optimized fp32 is the file as it "
        "is.");
    return candidates;
  }
  const at::NoGradGuard no_grad;
  for (const auto& [name, make] : makers) {
    std::string why;
    try {
      auto module = make();
      const Status same =
          module ? check_same(original, *module, method, data, batch) : tl::make_unexpected(module.error());
      if (same)
        candidates.push_back({name, *std::move(module)});
      else
        why = same.error().message;
    } catch (const std::exception& error) {
      why = error.what();
      why = why.substr(0, why.find('\n'));
    }
    if (!why.empty()) job.warn("The original cannot be timed " + name + ": " + why);
  }
  return candidates;
}

}  // namespace athena
