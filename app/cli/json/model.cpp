// SPDX-License-Identifier: Apache-2.0
#include "app/cli/byte_share.h"
#include "app/cli/json/json.h"
#include "app/cli/use_name.h"

namespace athena::cli {
namespace {

Json layer_json(const LayerInfo& layer, const ModelInfo& model) {
  return {{"path", layer.path},
          {"kind", layer.kind},
          {"weight_shape", layer.weight_shape},
          {"dtype", layer.dtype},
          {"parameters", layer.parameters},
          {"bytes", layer.bytes},
          {"byte_share", byte_share(layer, model)},
          {"time_share", json_or_null(layer.time_share)},
          {"sites", json_list(layer.sites)},
          {"tied_to", layer.tied_to},
          {"compressible", layer.compressible},
          {"reason", layer.reason}};
}

}  // namespace

Json json_of(const Site& site) { return {{"method", site.method}, {"block", site.block}, {"op", site.op}}; }

Json json_of(const TensorInfo& tensor) {
  return {{"path", tensor.path},     {"shape", tensor.shape},       {"dtype", tensor.dtype},
          {"bytes", tensor.bytes},   {"use", use_name(tensor.use)}, {"layer", tensor.layer},
          {"reason", tensor.reason}, {"tied_to", tensor.tied_to}};
}

Json json_of(const ArgumentInfo& argument) {
  return {{"name", argument.name}, {"type", argument.type}, {"has_default", argument.has_default}};
}

Json json_of(const MethodInfo& method) {
  return {{"name", method.name}, {"arguments", json_list(method.arguments)}, {"returns", method.returns},
          {"ifs", method.ifs},   {"ifs_folded", method.ifs_folded},          {"loops", method.loops}};
}

Json json_of(const ModelInfo& model) {
  Json layers = Json::array();
  for (const LayerInfo& layer : model.layers) layers.push_back(layer_json(layer, model));
  return {{"path", model.path},
          {"hash", model.hash},
          {"file_bytes", model.file_bytes},
          {"weight_bytes", model.weight_bytes},
          {"training", model.training},
          {"methods", json_list(model.methods)},
          {"layers", std::move(layers)},
          {"tensors", json_list(model.tensors)}};
}

}  // namespace athena::cli
