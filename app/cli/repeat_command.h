// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace athena::cli {

/// A shell's line with one file's path in it replaced by another, both quoted where they must be.
std::string with_path_replaced(std::string line, const std::string& from, const std::string& to);

}  // namespace athena::cli
