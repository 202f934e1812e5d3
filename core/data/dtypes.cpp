// SPDX-License-Identifier: Apache-2.0
#include "core/data/dtypes.h"

#include <array>
#include <utility>

namespace athena {
namespace {

constexpr std::array<std::pair<const char*, at::ScalarType>, 13> kDtypes{{{"float32", at::kFloat},
                                                                          {"float64", at::kDouble},
                                                                          {"float16", at::kHalf},
                                                                          {"bfloat16", at::kBFloat16},
                                                                          {"int64", at::kLong},
                                                                          {"int32", at::kInt},
                                                                          {"int16", at::kShort},
                                                                          {"int8", at::kChar},
                                                                          {"uint8", at::kByte},
                                                                          {"uint16", at::kUInt16},
                                                                          {"uint32", at::kUInt32},
                                                                          {"uint64", at::kUInt64},
                                                                          {"bool", at::kBool}}};

}  // namespace

std::string dtype_text(at::ScalarType dtype) {
  for (const auto& [name, known] : kDtypes)
    if (known == dtype) return name;
  return c10::toString(dtype);
}

std::optional<at::ScalarType> dtype_named(std::string_view name) {
  for (const auto& [known, dtype] : kDtypes)
    if (name == known) return dtype;
  return std::nullopt;
}

}  // namespace athena
