// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/result.h"

namespace athena::cli {

/// "athena-cli: error: ..." on stderr; with `json` the error as an object on stdout too.
void report_error(const Error& error, bool json);

/// The same for a line that could not be read.
void report_usage(const std::string& message, bool json);

/// "athena-cli: warning: ..." on stderr.
void report_warning(const std::string& message);

}  // namespace athena::cli
