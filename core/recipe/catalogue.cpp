// SPDX-License-Identifier: Apache-2.0
#include "athena/catalogue.h"

#include <algorithm>

#include "core/recipe/predict.h"
#include "core/recipe/value.h"

namespace athena {

const std::vector<MethodSpec>& method_catalogue() {
  using recipe::half_bytes, recipe::int4_bytes, recipe::int8_bytes, recipe::sparse_fp32_bytes,
      recipe::sparse_int8_bytes;
  static const ParameterSpec GROUP_PARAMETER{
      "g", std::int64_t{32}, 32.0, 128.0, {"32", "64", "128"}, "Weights of a row that share one scale."};
  static const ParameterSpec ZERO_POINT_PARAMETER{
      "zp", false, {},
      {},   {},    "Whether a group's codes reach from its least weight to its greatest, with a zero point."};
  static const ParameterSpec SCALES_PARAMETER{
      "scales", std::string("fp32"), {}, {}, {"fp32", "fp16"}, "How the scales of groups are stored."};
  static const std::vector<MethodSpec> methods = {
#define INT4_PARAMETERS GROUP_PARAMETER, ZERO_POINT_PARAMETER, SCALES_PARAMETER
#define RECURRENT_KINDS "LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"
#include "core/recipe/methods.inc"
#undef RECURRENT_KINDS
#undef INT4_PARAMETERS
  };
  return methods;
}

const MethodSpec* find_method(std::string_view step, std::string_view name) {
  const auto& all = method_catalogue();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.step == step && m.name == name; });
  return found == all.end() ? nullptr : &*found;
}

bool is_fixed(const ParameterSpec& parameter) {
  return parameter.minimum && parameter.minimum == parameter.maximum;
}

bool serves_kind(const MethodSpec& method, std::string_view kind) {
  const auto& kinds = method.kinds;
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::vector<std::string> schemes_for(std::string_view kind) {
  std::vector<std::string> names;
  for (const auto& method : method_catalogue())
    if (method.step == "quantize" && serves_kind(method, kind)) names.push_back(method.name);
  return names;
}

Parameters complete_parameters(const MethodSpec& method, const Parameters& parameters) {
  Parameters complete;
  for (const auto& spec : method.parameters) {
    const Value* given = recipe::find_value(parameters, spec.name);
    complete.emplace_back(spec.name, given ? recipe::coerced(spec, *given) : spec.default_value);
  }
  return complete;
}

}  // namespace athena
