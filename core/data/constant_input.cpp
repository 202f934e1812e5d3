// SPDX-License-Identifier: Apache-2.0
#include "core/data/constant_input.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/data/dtypes.h"

namespace athena {
namespace {

using Json = nlohmann::ordered_json;

bool is_whole(const Json& json) { return json.is_number_integer(); }
bool is_number(const Json& json) { return json.is_number(); }

/// Unsigned numbers past int64 would wrap around.
bool fits(const Json& json) {
  return !json.is_number_unsigned() || json.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX);
}

c10::IValue plain_value(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (std::all_of(json.begin(), json.end(), is_whole)) return json.get<std::vector<std::int64_t>>();
  return json.get<std::vector<double>>();
}

at::Tensor tensor_of(const Json& json, at::ScalarType dtype) {
  if (json.is_boolean()) return at::scalar_tensor(json.get<bool>(), dtype);
  if (json.is_number_integer()) return at::scalar_tensor(json.get<std::int64_t>(), dtype);
  if (json.is_number()) return at::scalar_tensor(json.get<double>(), dtype);
  if (std::all_of(json.begin(), json.end(), is_whole))
    return at::tensor(json.get<std::vector<std::int64_t>>(), at::kLong).to(dtype);
  return at::tensor(json.get<std::vector<double>>(), at::kDouble).to(dtype);
}

}  // namespace

bool is_constant(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_array())
    return !json.empty() && std::all_of(json.begin(), json.end(), is_number) &&
           std::all_of(json.begin(), json.end(), fits);
  return json.is_boolean() || (json.is_number() && fits(json)) || json.is_string();
}

Result<c10::IValue> constant_input(const InputSpec& input, const std::string& where) {
  const auto wrong = [&](const auto&... what) {
    return fail(ErrorCode::InvalidArgument, c10::str("'", where, "': the value ", input.value, " ", what...));
  };
  const Json json = Json::parse(input.value);
  if (input.dtype.empty()) return plain_value(json);
  const auto dtype = dtype_named(input.dtype);
  if (!dtype) return wrong("has an unknown dtype \"", input.dtype, "\"; known are ", kKnownDtypes, ".");
  if (json.is_string()) return wrong("is a text and cannot be a tensor of ", input.dtype, ".");
  return tensor_of(json, *dtype);
}

}  // namespace athena
