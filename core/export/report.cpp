// SPDX-License-Identifier: Apache-2.0
#include "core/export/report.h"

#include <nlohmann/json.hpp>

#include "athena/recipe.h"
#include "core/measure/measuring_environment.h"
#include "core/runtime/packed_linear.h"

namespace athena {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kRuntimeLibrary = "libathena_runtime.so";

Json file_json(const ExportedFile& file) {
  return {{"file", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}};
}

Json layer_json(const LayerReport& layer) {
  return {{"path", layer.path},
          {"kind", layer.kind},
          {"scheme", layer.scheme},
          {"kernel", layer.kernel},
          {"calls", layer.calls},
          {"bytes_before", layer.bytes_before},
          {"bytes_after", layer.bytes_after},
          {"sparsity", layer.sparsity},
          {"reason", layer.reason}};
}

Json parity_json(const VerifyReport& parity) {
  const Agreement& agreement = parity.agreement;
  Json difference = nullptr;
  if (parity.max_abs_difference) difference = *parity.max_abs_difference;
  return {{"passed", parity.passed},
          {"message", parity.message},
          {"max_abs_difference", difference},
          {"agreement",
           {{"top1", agreement.top1},
            {"cosine", agreement.cosine},
            {"sqnr_db", agreement.sqnr_db},
            {"mean_kl", agreement.mean_kl},
            {"samples", agreement.samples},
            {"random_inputs", agreement.random_inputs}}}};
}

Json runtime_json(bool needed) {
  if (!needed) return nullptr;
  return {{"library", kRuntimeLibrary}, {"version", kRuntimeVersion}};
}

Json loading_json(const ExportedFile& model) {
  Json python = Json::array({"import torch"}), cpp = Json::array();
  if (model.needs_runtime) {
    python.push_back("torch.ops.load_library(\"" + std::string(kRuntimeLibrary) + "\")");
    cpp.push_back("link " + std::string(kRuntimeLibrary) + ", or dlopen() it first");
  }
  python.push_back("model = torch.jit.load(\"" + model.name + "\")");
  cpp.push_back("torch::jit::Module model = torch::jit::load(\"" + model.name + "\");");
  return {{"python", python}, {"cpp", cpp}};
}

}  // namespace

std::string export_report(const ExportedFile& model, const ExportedFile& original, const Variant& variant,
                          const VerifyReport& parity) {
  Json layers = Json::array();
  for (const LayerReport& layer : variant.layers) layers.push_back(layer_json(layer));
  const Json report = {{"schema", 1},
                       {"name", variant.name},
                       {"model", file_json(model)},
                       {"original", file_json(original)},
                       {"made_by", build_description()},
                       {"runtime", runtime_json(model.needs_runtime)},
                       {"how_to_load", loading_json(model)},
                       {"recipe", Json::parse(print_recipe(variant.recipe))},
                       {"layers", layers},
                       {"parity", parity_json(parity)}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace athena
