// SPDX-License-Identifier: Apache-2.0
#include "core/speed/choose_schemes.h"

#include <cstdio>

#include "athena/catalogue.h"
#include "athena/types/machine.h"
#include "core/runtime/scheme.h"

namespace athena {
namespace {

std::string ms_text(double ms) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g ms", ms);
  return text;
}

std::string against_fp32(const SchemeTime& time) {
  return ms_text(time.ms) + " against " + ms_text(time.fp32_ms);
}

std::map<std::string, LayerScheme> layers_on_auto(const std::vector<LayerInfo>& layers,
                                                  const std::vector<LayerPlan>& plan,
                                                  const MethodSpec& method) {
  std::map<std::string, LayerScheme> schemes;
  for (std::size_t i = 0; i < plan.size(); ++i)
    if (plan[i].scheme == kAuto && serves_kind(method, layers[i].kind))
      schemes[plan[i].path] = {method.name, {}};
  return schemes;
}

}  // namespace

SchemeChoice choose(const std::map<std::string, SchemeTime>& times) {
  if (times.empty()) return {"fp32", "The call that layers were timed in does not reach it."};
  const std::pair<const std::string, SchemeTime>* fastest = nullptr;
  for (const auto& each : times)
    if (each.second.refused.empty() && (!fastest || each.second.ratio < fastest->second.ratio))
      fastest = &each;
  if (!fastest) return {"fp32", times.begin()->second.refused};
  if (fastest->second.ratio < 1) return {fastest->first, ""};
  return {"fp32", fastest->first + " is slower here: " + against_fp32(fastest->second) + "."};
}

Result<SchemeChoices> choose_schemes(const torch::jit::Module& settled, const std::vector<LayerInfo>& layers,
                                     const std::vector<LayerPlan>& plan, const DataSource& data,
                                     const Batch& batch, const JobContext& job) {
  std::vector<const MethodSpec*> methods;
  for (const MethodSpec& method : method_catalogue())
    if (const auto scheme = scheme_named(method.name); scheme && is_int8(*scheme) && is_timed_alone(*scheme))
      methods.push_back(&method);
  std::map<std::string, std::map<std::string, SchemeTime>> times;  // by layer and scheme
  for (std::size_t m = 0; m < methods.size(); ++m) {
    const auto share = [&](std::size_t done) { return double(done) / double(methods.size()); };
    ATHENA_ASSIGN(const auto timed, time_schemes(settled, layers_on_auto(layers, plan, *methods[m]), data,
                                                 batch, {}, job.part(share(m), share(m + 1))));
    for (const auto& [path, time] : timed) times[path][methods[m]->name] = time;
  }
  SchemeChoices choices;
  for (const LayerPlan& layer : plan)
    if (layer.scheme == kAuto) choices[layer.path] = choose(times[layer.path]);
  return choices;
}

Status apply_choices(std::vector<LayerPlan>& plan, const SchemeChoices& choices) {
  for (LayerPlan& layer : plan) {
    if (layer.scheme != kAuto) continue;
    const auto found = choices.find(layer.path);
    if (found == choices.end())
      return fail(ErrorCode::InvalidArgument,
                  "Layer '" + layer.path + "' is to get the fastest scheme, but none was timed.");
    layer.scheme = found->second.scheme;
    if (!found->second.reason.empty())
      layer.reason += (layer.reason.empty() ? "" : " ") + found->second.reason;
  }
  return {};
}

std::vector<std::string> slower_layers(const std::map<std::string, LayerScheme>& schemes,
                                       const std::map<std::string, SchemeTime>& times) {
  std::map<std::string, std::vector<std::string>> slower;  // by scheme
  for (const auto& [path, time] : times)
    if (time.refused.empty() && time.ratio > kSlowerThanFp32)
      slower[schemes.at(path).scheme].push_back(path + " (" + against_fp32(time) + ")");
  std::vector<std::string> sentences;
  for (const auto& [scheme, layers] : slower) {
    std::string text = scheme + " is slower than fp32 here in " + std::to_string(layers.size()) +
                       (layers.size() == 1 ? " layer: " : " layers: ");
    for (std::size_t i = 0; i < layers.size(); ++i) text += (i > 0 ? ", " : "") + layers[i];
    sentences.push_back(text + ".");
  }
  return sentences;
}

}  // namespace athena
