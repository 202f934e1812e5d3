// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <c10/core/ScalarType.h>

#include <optional>
#include <string>
#include <string_view>

namespace athena {

/// A type as data files spell it, which is PyTorch's way: "float32", "int64", "bool", ...
std::string dtype_text(at::ScalarType dtype);
std::optional<at::ScalarType> dtype_named(std::string_view name);
inline constexpr std::string_view kKnownDtypes =
    "float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, bool";

}  // namespace athena
