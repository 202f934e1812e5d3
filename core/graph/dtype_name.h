// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <c10/core/ScalarType.h>

#include <string>

namespace athena {

/// "fp32", "fp16", "bf16", "fp64", "int64", ...
std::string dtype_name(c10::ScalarType type);

}  // namespace athena
