// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/catalogue.h"

namespace athena::cli {

/// "0 to 1, default 0.5"; "32, 64 or 128, default 32".
std::string allowed_text(const ParameterSpec& parameter);

}  // namespace athena::cli
