// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace athena::cli {

/// The catalogue's methods with their parameters, for the end of a --help.
std::string method_help();

}  // namespace athena::cli
