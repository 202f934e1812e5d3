// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "athena/types/result.h"

namespace athena::recipe {

/// Parses text that may be hostile: at most 4 MiB, 16 levels deep, 64 keys an object,
/// none of them twice, valid UTF-8. Keys keep their order. InvalidArgument says what is wrong and at which
/// line.
Result<nlohmann::ordered_json> parse_strict(std::string_view text);

}  // namespace athena::recipe
