// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/result.h"

namespace athena::cli {

/// The whole of a small text file. NotFound; InvalidArgument: it is a folder or larger than 16 MiB; Io.
Result<std::string> read_text_file(const std::string& path);

}  // namespace athena::cli
