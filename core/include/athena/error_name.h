// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "athena/types/result.h"

namespace athena {

/// What a code is called in JSON: "not_found".
std::string_view error_name(ErrorCode code);
/// Internal for a name that is none.
ErrorCode error_named(std::string_view name);

}  // namespace athena
