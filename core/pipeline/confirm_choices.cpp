// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/confirm_choices.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

#include "core/data/binding.h"
#include "core/measure/latency.h"
#include "core/pipeline/working_model.h"

namespace athena {
namespace {

constexpr double kClearly = 0.98;  // of the time with all choices
constexpr LatencyOptions kShort{.budget_ms = 1000, .min_rounds = 7, .max_rounds = 100, .max_repetitions = 2};

/// Some of the choices; the others are fp32.
struct Candidate {
  SchemeChoices choices;
  std::vector<std::string> left;  // layers that have lost a scheme
};

Candidate candidate_of(const SchemeChoices& choices, const std::function<bool(const std::string&)>& keeps) {
  Candidate candidate;
  for (const auto& [path, choice] : choices) {
    const bool kept = choice.scheme == "fp32" || keeps(path);
    candidate.choices[path] = kept ? choice : SchemeChoice{"fp32", ""};
    if (!kept) candidate.left.push_back(path);
  }
  return candidate;
}

/// All choices first, then those that leave some out.
std::vector<Candidate> candidates_of(const LoadedModel& model, const SchemeChoices& choices) {
  std::map<std::string, bool> convolves;
  for (const LayerInfo& layer : model.info.layers) convolves[layer.path] = layer.kind.starts_with("Conv");
  const std::function<bool(const std::string&)> rules[] = {
      [](const std::string&) { return true; }, [&](const std::string& path) { return !convolves[path]; },
      [&](const std::string& path) { return convolves[path]; }, [](const std::string&) { return false; }};
  std::vector<Candidate> candidates;
  for (const auto& keeps : rules) {
    Candidate candidate = candidate_of(choices, keeps);
    const bool is_new = std::none_of(candidates.begin(), candidates.end(),
                                     [&](const Candidate& other) { return other.left == candidate.left; });
    if (is_new) candidates.push_back(std::move(candidate));
  }
  return candidates;
}

Result<torch::jit::Module> packed_with(const LoadedModel& model, std::vector<LayerPlan> plan,
                                       const SchemeChoices& choices, const std::vector<std::string>& off,
                                       const JobContext& job) {
  ATHENA_TRY(apply_choices(plan, choices));
  for (LayerPlan& layer : plan)
    if (layer.scheme == "int8-static") layer.scheme = "int8-dynamic";
  WorkingModel working(model);
  working.quantize(plan);
  ATHENA_ASSIGN(WorkingModel::Packed packed, working.pack(off, nullptr, job));
  return std::move(packed.module);
}

/// In the middle, and round by round but for one in eight: a few rounds may differ by more than that by
/// chance.
bool is_clearly_faster(const std::vector<double>& ms, const std::vector<double>& all_ms) {
  std::size_t slower = 0;
  for (std::size_t round = 0; round < ms.size(); ++round) slower += ms[round] >= all_ms[round];
  return median_of(ms) <= kClearly * median_of(all_ms) && slower <= ms.size() / 4;
}

std::string reason_of(double all_ms, double fastest_ms) {
  char text[128];
  std::snprintf(text, sizeof text, "The whole model is faster without its integers: %.3g ms against %.3g ms.",
                fastest_ms, all_ms);
  return text;
}

}  // namespace

Result<SchemeChoices> confirm_choices(const LoadedModel& model, const std::vector<LayerPlan>& plan,
                                      const std::vector<std::string>& off, const SchemeChoices& choices,
                                      const DataSource& data, const Batch& batch, const JobContext& job) {
  std::vector<Candidate> candidates = candidates_of(model, choices);
  if (candidates.size() == 1) return choices;
  const at::NoGradGuard no_grad;
  std::vector<torch::jit::Module> modules;
  std::vector<TimedCall> calls;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    ATHENA_ASSIGN(modules.emplace_back(),
                  packed_with(model, plan, candidates[c].choices, off, job.part(0, 0)));
    ATHENA_ASSIGN(const torch::jit::Method method, method_named(modules.back(), "forward"));
    calls.emplace_back([&data, &batch, method]() -> Status {
      ATHENA_TRY(call_method(method, data, batch));
      return {};
    });
  }
  ATHENA_ASSIGN(const InterleavedTimes times, time_interleaved(calls, 0, steady_clock_ms(), kShort, job));
  std::size_t fastest = 0;
  for (std::size_t c = 1; c < candidates.size(); ++c)
    if (is_clearly_faster(times.ms[c], times.ms[0]) && median_of(times.ms[c]) < median_of(times.ms[fastest]))
      fastest = c;
  if (fastest == 0) return choices;
  SchemeChoices confirmed = std::move(candidates[fastest].choices);
  for (const std::string& path : candidates[fastest].left)
    confirmed[path].reason = reason_of(median_of(times.ms[0]), median_of(times.ms[fastest]));
  return confirmed;
}

}  // namespace athena
